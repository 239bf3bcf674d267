import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { CurrentAccount, IsInstant, Roles, Summary, type Account } from '@libs/http';
import { AcceptMission } from './accept-mission';

class MissionPath {
  @IsUUID() id!: string;
}

class Accepting {
  /** When the team expects to arrive. */
  @IsOptional() @IsInstant() arrivalEstimate?: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class AcceptMissionController {
  constructor(private readonly acceptMission: AcceptMission) {}

  @Post(':id/accept')
  @HttpCode(204)
  @Roles('team-leader', 'dispatcher')
  @Summary({ en: 'Accept a mission', 'zh-CN': '接受任务' })
  accept(
    @Param() { id }: MissionPath,
    @Body() { arrivalEstimate }: Accepting,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.acceptMission.execute(
      { missionId: id, arrivalEstimate: arrivalEstimate ? new Date(arrivalEstimate) : undefined },
      by,
    );
  }
}
