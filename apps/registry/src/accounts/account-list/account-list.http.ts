import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import {
  CurrentAccount,
  ListQuery,
  Lists,
  Roles,
  Summary,
  Versioned,
  type Account,
  type ListRequest,
  type Page,
} from '@libs/http';
import { AccountAnswer, answerOf } from './account-answer';
import { AccountListQuery, ACCOUNTS } from './account-list.query';

class AccountPath {
  @IsUUID() id!: string;
}

@ApiTags('registry')
@Controller('api/registry/accounts')
export class AccountListController {
  constructor(private readonly accounts: AccountListQuery) {}

  @Get()
  @Roles('administrator')
  @Lists(ACCOUNTS)
  @Summary({ en: 'Accounts of your division and below', 'zh-CN': '本辖区及下级的账号' })
  async list(@ListQuery(ACCOUNTS) request: ListRequest, @CurrentAccount() by: Account): Promise<Page<AccountAnswer>> {
    const { items, next } = await this.accounts.list(request, by);
    return { items: items.map(answerOf), next };
  }

  @Get(':id')
  @Roles('administrator')
  @Versioned()
  @Summary({ en: 'One account', 'zh-CN': '单个账号' })
  @ApiOkResponse({ type: AccountAnswer })
  async one(@Param() { id }: AccountPath, @CurrentAccount() by: Account): Promise<AccountAnswer> {
    return answerOf(await this.accounts.one(id, by));
  }
}
