import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, Lists, Summary, type ListRequest, type Page } from '@libs/http';
import { HouseholdListQuery, HOUSEHOLDS, type HouseholdItem } from './household-list.query';

@ApiTags('resettlement')
@Controller('api/resettlement/households')
export class HouseholdListController {
  constructor(private readonly households: HouseholdListQuery) {}

  @Get()
  @Lists(HOUSEHOLDS)
  @Summary({ en: 'Households as they have arrived here, without names', 'zh-CN': '涉险住户(不含姓名)' })
  list(@ListQuery(HOUSEHOLDS) request: ListRequest): Promise<Page<HouseholdItem>> {
    return this.households.list(request);
  }
}
