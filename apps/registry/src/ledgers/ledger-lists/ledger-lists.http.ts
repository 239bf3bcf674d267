import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import {
  CurrentAccount,
  ListQuery,
  Lists,
  Roles,
  Summary,
  type Account,
  type ListRequest,
  type Page,
  type Role,
} from '@libs/http';
import { LedgerListsQuery, LISTS, type Ledger } from './ledger-lists.query';

const READERS_OF_PERSONAL_DATA: [Role, ...Role[]] = [
  'registry-clerk',
  'duty-officer',
  'duty-leader',
  'commander',
  'administrator',
];

class RecordPath {
  @IsUUID() id!: string;
}

@ApiTags('registry')
@Controller('api/registry')
export class LedgerListsController {
  constructor(private readonly ledgers: LedgerListsQuery) {}

  @Get('ledgers')
  @Summary({ en: 'How many records each ledger holds', 'zh-CN': '各台账的记录数' })
  async totals(): Promise<{ items: { ledger: Ledger; total: number }[] }> {
    return { items: await this.ledgers.totals() };
  }

  @Get('persons')
  @Roles(...READERS_OF_PERSONAL_DATA)
  @Lists(LISTS.persons)
  @Summary({ en: 'Responsible persons and messengers; the read is audited', 'zh-CN': '责任人与预警信息员（读取留痕）' })
  persons(@ListQuery(LISTS.persons) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<unknown>> {
    return this.ledgers.list('persons', request, by);
  }

  @Get('persons/:id')
  @Roles(...READERS_OF_PERSONAL_DATA)
  @Summary({ en: 'One person; the read is audited', 'zh-CN': '一名责任人或预警信息员（读取留痕）' })
  person(@Param() { id }: RecordPath, @CurrentAccount() by: Account): Promise<unknown> {
    return this.ledgers.one('persons', id, by);
  }

  @Get('zones')
  @Lists(LISTS.zones)
  @Summary({ en: 'Danger zones and points', 'zh-CN': '危险区与涉险点位' })
  zones(@ListQuery(LISTS.zones) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<unknown>> {
    return this.ledgers.list('zones', request, by);
  }

  @Get('zones/:id')
  @Summary({ en: 'One danger zone or point', 'zh-CN': '一处危险区或涉险点位' })
  zone(@Param() { id }: RecordPath, @CurrentAccount() by: Account): Promise<unknown> {
    return this.ledgers.one('zones', id, by);
  }

  @Get('shelters')
  @Lists(LISTS.shelters)
  @Summary({ en: 'Shelters', 'zh-CN': '避险点' })
  shelters(@ListQuery(LISTS.shelters) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<unknown>> {
    return this.ledgers.list('shelters', request, by);
  }

  @Get('shelters/:id')
  @Summary({ en: 'One shelter', 'zh-CN': '一个避险点' })
  shelter(@Param() { id }: RecordPath, @CurrentAccount() by: Account): Promise<unknown> {
    return this.ledgers.one('shelters', id, by);
  }

  @Get('households')
  @Lists(LISTS.households)
  @Summary({ en: 'At-risk households, without names', 'zh-CN': '涉险住户（不含姓名）' })
  households(@ListQuery(LISTS.households) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<unknown>> {
    return this.ledgers.list('households', request, by);
  }

  @Get('households/:id')
  @Roles(...READERS_OF_PERSONAL_DATA)
  @Summary({ en: 'One household with its members', 'zh-CN': '一户涉险住户及其成员' })
  household(@Param() { id }: RecordPath, @CurrentAccount() by: Account): Promise<unknown> {
    return this.ledgers.one('households', id, by);
  }

  @Get('teams')
  @Lists(LISTS.teams)
  @Summary({ en: 'Rescue teams', 'zh-CN': '救援队伍' })
  teams(@ListQuery(LISTS.teams) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<unknown>> {
    return this.ledgers.list('teams', request, by);
  }

  @Get('teams/:id')
  @Summary({ en: 'One rescue team', 'zh-CN': '一支救援队伍' })
  team(@Param() { id }: RecordPath, @CurrentAccount() by: Account): Promise<unknown> {
    return this.ledgers.one('teams', id, by);
  }

  @Get('machines')
  @Lists(LISTS.machines)
  @Summary({ en: 'Rescue machines', 'zh-CN': '救援机械' })
  machines(@ListQuery(LISTS.machines) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<unknown>> {
    return this.ledgers.list('machines', request, by);
  }

  @Get('machines/:id')
  @Summary({ en: 'One rescue machine', 'zh-CN': '一台救援机械' })
  machine(@Param() { id }: RecordPath, @CurrentAccount() by: Account): Promise<unknown> {
    return this.ledgers.one('machines', id, by);
  }
}
