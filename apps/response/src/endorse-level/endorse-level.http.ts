import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { EndorseLevel } from './endorse-level';

class ProposalPath {
  @IsUUID() id!: string;
  @IsUUID() proposalId!: string;
}

class Endorsing {
  /** `contentHash` of the proposal that was looked at, 64 hex digits. */
  @Matches(/^[0-9a-f]{64}$/) contentHash!: string;
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class EndorseLevelController {
  constructor(private readonly endorseLevel: EndorseLevel) {}

  @Post(':id/level-proposals/:proposalId/endorse')
  @HttpCode(204)
  @Roles('duty-officer', 'duty-leader')
  @Summary({ en: 'Endorse a proposed level', 'zh-CN': '核签响应建议' })
  endorse(
    @Param() { id, proposalId }: ProposalPath,
    @Body() { contentHash, reason }: Endorsing,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.endorseLevel.execute({ emergencyId: id, proposalId, contentHash, reason }, by);
  }
}
