import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, Lists, Summary, type ListRequest, type Page } from '@libs/http';
import { MACHINE_TRIPS, MachineTripListQuery, type MachineTripItem } from './machine-trip-list.query';

@ApiTags('dispatch')
@Controller('api/dispatch/machine-trips')
export class MachineTripListController {
  constructor(private readonly trips: MachineTripListQuery) {}

  @Get()
  @Lists(MACHINE_TRIPS)
  @Summary({ en: 'Machine-trips, last recorded first', 'zh-CN': '机械出动台次,最新登记在前' })
  list(@ListQuery(MACHINE_TRIPS) request: ListRequest): Promise<Page<MachineTripItem>> {
    return this.trips.list(request);
  }
}
