import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { ReportArrival } from './report-arrival';

class MissionPath {
  @IsUUID() id!: string;
}

class ArrivingTeam {
  /** Persons of the team as it arrived; those of the register when absent. */
  @IsOptional() @IsInt() @Min(0) @Max(10_000) strength?: number;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class ReportArrivalController {
  constructor(private readonly reportArrival: ReportArrival) {}

  @Post(':id/arrive')
  @HttpCode(204)
  @Roles('team-leader', 'dispatcher')
  @Summary({ en: 'Say that the team is on scene', 'zh-CN': '队伍到达现场' })
  arrive(
    @Param() { id }: MissionPath,
    @Body() { strength }: ArrivingTeam,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.reportArrival.execute({ missionId: id, strength }, by);
  }
}
