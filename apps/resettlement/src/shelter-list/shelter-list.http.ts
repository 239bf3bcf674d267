import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, Lists, Summary, type ListRequest, type Page } from '@libs/http';
import { ShelterListQuery, SHELTERS, type ShelterItem } from './shelter-list.query';

@ApiTags('resettlement')
@Controller('api/resettlement/shelters')
export class ShelterListController {
  constructor(private readonly shelters: ShelterListQuery) {}

  @Get()
  @Lists(SHELTERS)
  @Summary({ en: 'Shelters and how full they are', 'zh-CN': '避险点及入住情况' })
  list(@ListQuery(SHELTERS) request: ListRequest): Promise<Page<ShelterItem>> {
    return this.shelters.list(request);
  }
}
