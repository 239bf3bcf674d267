import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { CurrentAccount, ListQuery, Lists, Summary, type Account, type ListRequest, type Page } from '@libs/http';
import { WarningListQuery, WARNINGS, type WarningDetail, type WarningItem } from './warning-list.query';

class WarningPath {
  @IsUUID() id!: string;
}

@ApiTags('alerting')
@Controller('api/alerting/warnings')
export class WarningListController {
  constructor(private readonly warnings: WarningListQuery) {}

  @Get()
  @Lists(WARNINGS)
  @Summary({ en: 'Warnings, newest first', 'zh-CN': '预警列表，最新在前' })
  list(@ListQuery(WARNINGS) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<WarningItem>> {
    return this.warnings.list(request, by);
  }

  @Get(':id')
  @Summary({ en: 'One warning with its exact area', 'zh-CN': '单条预警及其精确区域' })
  one(@Param() { id }: WarningPath, @CurrentAccount() by: Account): Promise<WarningDetail> {
    return this.warnings.one(id, by);
  }
}
