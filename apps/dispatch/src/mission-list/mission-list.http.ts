import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ListQuery, Lists, Summary, Versioned, type ListRequest, type Page } from '@libs/http';
import { MissionListQuery, MISSIONS, type MissionItem } from './mission-list.query';

class MissionPath {
  @IsUUID() id!: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/missions')
export class MissionListController {
  constructor(private readonly missions: MissionListQuery) {}

  @Get()
  @Lists(MISSIONS)
  @Summary({ en: 'Missions, newest first', 'zh-CN': '任务,最新在前' })
  list(@ListQuery(MISSIONS) request: ListRequest): Promise<Page<MissionItem>> {
    return this.missions.list(request);
  }

  @Get(':id')
  @Versioned()
  @Summary({ en: 'One mission', 'zh-CN': '单项任务' })
  one(@Param() { id }: MissionPath): Promise<MissionItem> {
    return this.missions.one(id);
  }
}
