import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { DeclineMission } from './decline-mission';

class MissionPath {
  @IsUUID() id!: string;
}

class DecliningMission {
  /** Why; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class DeclineMissionController {
  constructor(private readonly declineMission: DeclineMission) {}

  @Post(':id/decline')
  @HttpCode(204)
  @Roles('team-leader', 'dispatcher')
  @Summary({ en: 'Decline a mission', 'zh-CN': '无法接受任务' })
  decline(
    @Param() { id }: MissionPath,
    @Body() { reason }: DecliningMission,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.declineMission.execute({ missionId: id, reason }, by);
  }
}
