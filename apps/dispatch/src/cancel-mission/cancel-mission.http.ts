import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { CancelMission } from './cancel-mission';

class MissionPath {
  @IsUUID() id!: string;
}

class CancellingMission {
  /** Why; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class CancelMissionController {
  constructor(private readonly cancelMission: CancelMission) {}

  @Post(':id/cancel')
  @HttpCode(204)
  @Roles('dispatcher')
  @Summary({ en: 'Cancel a mission', 'zh-CN': '取消任务' })
  cancel(
    @Param() { id }: MissionPath,
    @Body() { reason }: CancellingMission,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.cancelMission.execute({ missionId: id, reason }, by);
  }
}
