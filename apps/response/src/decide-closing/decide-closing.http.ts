import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { DecideClosing } from './decide-closing';

class EmergencyPath {
  @IsUUID() id!: string;
}

class DecidingClosing {
  @IsUUID() proposalId!: string;
  @IsIn(['approve', 'decline']) decision!: 'approve' | 'decline';
  /** `contentHash` of the proposal that was looked at, 64 hex digits. */
  @Matches(/^[0-9a-f]{64}$/) contentHash!: string;
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class DecideClosingController {
  constructor(private readonly decideClosing: DecideClosing) {}

  @Post(':id/closing-decisions')
  @HttpCode(204)
  @Roles('duty-leader', 'commander')
  @Summary({ en: 'Decide whether an emergency is over', 'zh-CN': '决定是否结束灾害过程' })
  decide(@Param() { id }: EmergencyPath, @Body() body: DecidingClosing, @CurrentAccount() by: Account): Promise<void> {
    const { proposalId, decision, contentHash, reason } = body;
    const approve = decision === 'approve';
    return this.decideClosing.execute({ emergencyId: id, proposalId, approve, contentHash, reason }, by);
  }
}
