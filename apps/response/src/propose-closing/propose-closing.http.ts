import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { ProposeClosing, type ProposedClosing } from './propose-closing';

class EmergencyPath {
  @IsUUID() id!: string;
}

class ProposingClosing {
  /** Why it is over. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class ProposeClosingController {
  constructor(private readonly proposeClosing: ProposeClosing) {}

  @Post(':id/closing-proposals')
  @Roles('duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'Propose to close an emergency', 'zh-CN': '建议结束灾害过程' })
  propose(
    @Param() { id }: EmergencyPath,
    @Body() { reason }: ProposingClosing,
    @CurrentAccount() by: Account,
  ): Promise<ProposedClosing> {
    return this.proposeClosing.execute({ emergencyId: id, reason }, by);
  }
}
