import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Summary } from '@libs/http';
import { LedgerListQuery, type LedgerItem } from './ledger-list.query';

@ApiTags('resettlement')
@Controller('api/resettlement/ledgers')
export class LedgerListController {
  constructor(private readonly ledgers: LedgerListQuery) {}

  @Get()
  @Summary({ en: 'Which ledgers have arrived here completely', 'zh-CN': '各台账在本服务的到达情况' })
  all(): Promise<{ items: LedgerItem[] }> {
    return this.ledgers.all();
  }
}
