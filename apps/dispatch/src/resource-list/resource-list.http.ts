import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, Lists, Summary, type ListRequest, type Page } from '@libs/http';
import { MACHINES, ResourceListQuery, TEAMS, type MachineItem, type TeamItem } from './resource-list.query';

@ApiTags('dispatch')
@Controller('api/dispatch/resources')
export class ResourceListController {
  constructor(private readonly resources: ResourceListQuery) {}

  @Get('teams')
  @Lists(TEAMS)
  @Summary({ en: 'Rescue teams, and in which modes they are free', 'zh-CN': '救援队伍及其空闲情况' })
  teams(@ListQuery(TEAMS) request: ListRequest): Promise<Page<TeamItem>> {
    return this.resources.teams(request);
  }

  @Get('machines')
  @Lists(MACHINES)
  @Summary({ en: 'Rescue machines, and in which modes they are free', 'zh-CN': '救援机械及其空闲情况' })
  machines(@ListQuery(MACHINES) request: ListRequest): Promise<Page<MachineItem>> {
    return this.resources.machines(request);
  }
}
