import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Summary } from '@libs/http';
import { PlanListQuery } from './plan-list.query';

@ApiTags('response')
@Controller('api/response/plans')
export class PlanListController {
  constructor(private readonly plans: PlanListQuery) {}

  @Get()
  @Summary({ en: 'Plans of the rule data, with source and evidence', 'zh-CN': '预案规则数据及其来源' })
  list(): ReturnType<PlanListQuery['list']> {
    return this.plans.list();
  }
}
