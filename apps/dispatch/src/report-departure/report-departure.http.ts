import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { ReportDeparture } from './report-departure';

class MissionPath {
  @IsUUID() id!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class ReportDepartureController {
  constructor(private readonly reportDeparture: ReportDeparture) {}

  @Post(':id/depart')
  @HttpCode(204)
  @Roles('team-leader', 'dispatcher')
  @Summary({ en: 'Say that the team is en route', 'zh-CN': '队伍出发' })
  depart(@Param() { id }: MissionPath, @CurrentAccount() by: Account): Promise<void> {
    return this.reportDeparture.execute({ missionId: id }, by);
  }
}
