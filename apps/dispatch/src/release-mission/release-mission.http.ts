import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { ReleaseMission } from './release-mission';

class MissionPath {
  @IsUUID() id!: string;
}

class ReleasingMission {
  /** Why; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class ReleaseMissionController {
  constructor(private readonly releaseMission: ReleaseMission) {}

  @Post(':id/release')
  @HttpCode(204)
  @Roles('dispatcher')
  @Summary({ en: 'Release a team from its mission', 'zh-CN': '队伍撤离' })
  release(
    @Param() { id }: MissionPath,
    @Body() { reason }: ReleasingMission,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.releaseMission.execute({ missionId: id, reason }, by);
  }
}
