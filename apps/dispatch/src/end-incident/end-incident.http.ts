import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { EndIncident } from './end-incident';

class IncidentPath {
  @IsUUID() id!: string;
}

class EndingIncident {
  /** Why; kept in the audit log and on the timeline. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/incidents')
export class EndIncidentController {
  constructor(private readonly endIncident: EndIncident) {}

  @Post(':id/resolve')
  @HttpCode(204)
  @Roles('duty-officer', 'duty-leader', 'commander', 'dispatcher')
  @Summary({ en: 'Say that an incident has been dealt with', 'zh-CN': '险情处置完毕' })
  resolve(
    @Param() { id }: IncidentPath,
    @Body() { reason }: EndingIncident,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.endIncident.execute({ incidentId: id, how: 'resolved', reason }, by);
  }

  @Post(':id/cancel')
  @HttpCode(204)
  @Roles('duty-officer', 'duty-leader', 'commander', 'dispatcher')
  @Summary({ en: 'Cancel an incident that was reported in error', 'zh-CN': '撤销误报的险情' })
  cancel(
    @Param() { id }: IncidentPath,
    @Body() { reason }: EndingIncident,
    @CurrentAccount() by: Account,
  ): Promise<void> {
    return this.endIncident.execute({ incidentId: id, how: 'cancelled', reason }, by);
  }
}
