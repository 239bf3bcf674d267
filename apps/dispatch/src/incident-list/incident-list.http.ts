import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ListQuery, Lists, Summary, Versioned, type ListRequest, type Page } from '@libs/http';
import { IncidentListQuery, INCIDENTS, type IncidentItem } from './incident-list.query';

class IncidentPath {
  @IsUUID() id!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/incidents')
export class IncidentListController {
  constructor(private readonly incidents: IncidentListQuery) {}

  @Get()
  @Lists(INCIDENTS)
  @Summary({ en: 'Incidents, newest first', 'zh-CN': '险情,最新在前' })
  list(@ListQuery(INCIDENTS) request: ListRequest): Promise<Page<IncidentItem>> {
    return this.incidents.list(request);
  }

  @Get(':id')
  @Versioned()
  @Summary({ en: 'One incident', 'zh-CN': '单条险情' })
  one(@Param() { id }: IncidentPath): Promise<IncidentItem> {
    return this.incidents.one(id);
  }
}
