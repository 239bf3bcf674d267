import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, IsDivision, Roles, Summary, type Account } from '@libs/http';
import { RequestMission } from './request-mission';

class Mission {
  @IsUUID() emergencyId!: string;
  /** Incident that it is for, if it is for one. */
  @IsOptional() @IsUUID() incidentId?: string;
  @IsUUID() teamId!: string;
  /** What the team is to do. */
  @IsString() @Length(2, 500) task!: string;
  /** Where, by division code. */
  @IsDivision() divisionCode!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class RequestMissionController {
  constructor(private readonly requestMission: RequestMission) {}

  @Post()
  @Roles('dispatcher')
  @Summary({ en: 'Ask a team to go on a mission', 'zh-CN': '下达任务' })
  request(@Body() body: Mission, @CurrentAccount() by: Account): Promise<{ missionId: string }> {
    return this.requestMission.execute(body, by);
  }
}
