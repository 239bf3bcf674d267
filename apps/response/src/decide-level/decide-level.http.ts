import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsString, IsUUID, Length, Matches } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { DecideLevel, type DecidedLevel } from './decide-level';

class ProposalPath {
  @IsUUID() id!: string;
  @IsUUID() proposalId!: string;
}

class DecidingLevel {
  @IsBoolean() approve!: boolean;
  /** `contentHash` of the proposal that was looked at, 64 hex digits. */
  @Matches(/^[0-9a-f]{64}$/) contentHash!: string;
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class DecideLevelController {
  constructor(private readonly decideLevel: DecideLevel) {}

  @Post(':id/level-proposals/:proposalId/decide')
  @HttpCode(200)
  @Roles('duty-leader', 'commander')
  @Summary({ en: 'Decide on a proposed level', 'zh-CN': '决定是否启动所建议的应急响应' })
  decide(
    @Param() { id, proposalId }: ProposalPath,
    @Body() { approve, contentHash, reason }: DecidingLevel,
    @CurrentAccount() by: Account,
  ): Promise<DecidedLevel> {
    return this.decideLevel.execute({ emergencyId: id, proposalId, approve, contentHash, reason }, by);
  }
}
