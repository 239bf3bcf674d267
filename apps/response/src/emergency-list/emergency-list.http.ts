import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ListQuery, Lists, Summary, Versioned, type ListRequest, type Page } from '@libs/http';
import { EMERGENCIES, EmergencyListQuery, type EmergencyDetail, type EmergencyItem } from './emergency-list.query';

class EmergencyPath {
  @IsUUID() id!: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class EmergencyListController {
  constructor(private readonly emergencies: EmergencyListQuery) {}

  @Get()
  @Lists(EMERGENCIES)
  @Summary({ en: 'Emergencies, newest first', 'zh-CN': '灾害过程,最新在前' })
  list(@ListQuery(EMERGENCIES) request: ListRequest): Promise<Page<EmergencyItem>> {
    return this.emergencies.list(request);
  }

  @Get(':id')
  @Versioned()
  @Summary({ en: 'One emergency with its warnings and proposals', 'zh-CN': '单个灾害过程及其预警与建议' })
  one(@Param() { id }: EmergencyPath): Promise<EmergencyDetail> {
    return this.emergencies.one(id);
  }
}
