import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type CursorColumns, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { significantPrefix } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { requireOwnDivision, type Account, type Administrator } from '../domain/account';
import { AccountRepository, accountOf, COLUMNS, type AccountRow } from '../persistence/account.repository';

export const ACCOUNTS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { username: { column: 'username', type: 'text' }, displayName: { column: 'display_name', type: 'text' } },
  defaultSort: 'username',
  filter: {
    username: { column: 'username', type: 'text' },
    division: { column: 'division', type: 'division', compare: 'starts-with' },
    disabled: { column: 'disabled', type: 'boolean' },
  },
};

/** Accounts of an administrator's division and below. Each read is in the audit log: names are personal. */
@Injectable()
export class AccountListQuery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
  ) {}

  list(request: ListRequest, by: Administrator): Promise<Page<Account>> {
    const { sql, parameters } = listSql(ACCOUNTS, request, {
      sql: `select ${COLUMNS}, disabled_at is not null as disabled from registry.accounts where starts_with(division, $1)`,
      parameters: [significantPrefix(by.division)],
    });
    return this.unitOfWork.run(async (tx) => {
      const page = pageOf(request, await tx.query<AccountRow & CursorColumns>(sql, parameters), (row: AccountRow) =>
        accountOf(row),
      );
      await tx.audit({
        action: 'accounts.read',
        subject: by.division,
        details: { count: page.items.length, filters: request.filters },
      });
      return page;
    });
  }

  one(id: string, by: Administrator): Promise<Account> {
    return this.unitOfWork.run(async (tx) => {
      const account = await this.accounts.get(tx, id);
      requireOwnDivision(by, account.division);
      await tx.audit({ action: 'account.read', subject: id });
      return account;
    });
  }
}
