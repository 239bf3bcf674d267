import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import type { Account } from '../domain/account';
import { refuse } from '../domain/refusals';

/** A row of `registry.accounts`. */
export interface AccountRow {
  id: string;
  username: string;
  display_name: string;
  roles: string[];
  division: string;
  password_hash: string;
  disabled_at: Date | null;
  version: number;
}

export const COLUMNS = 'id, username, display_name, roles, division, password_hash, disabled_at, version';

@Injectable()
export class AccountRepository {
  /** Refuses `account.not-found`. */
  async get(tx: Transaction, id: string): Promise<Account> {
    return only(await tx.query<AccountRow>(`select ${COLUMNS} from registry.accounts where id = $1`, [id]));
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<Account> {
    return only(await tx.query<AccountRow>(`select ${COLUMNS} from registry.accounts where id = $1 for update`, [id]));
  }

  async find(tx: Transaction, username: string): Promise<Account | undefined> {
    const [row] = await tx.query<AccountRow>(`select ${COLUMNS} from registry.accounts where username = $1`, [
      username,
    ]);
    return row && accountOf(row);
  }

  /** One process at a time makes the first accounts; the others wait and then see them. */
  async lockFirst(tx: Transaction): Promise<void> {
    await tx.query("select pg_advisory_xact_lock(hashtext('registry.first-accounts'))");
  }

  async any(tx: Transaction): Promise<boolean> {
    return (await tx.query('select 1 from registry.accounts limit 1')).length > 0;
  }

  /**
   * Divisions of all enabled administrators but one. Held against change until the transaction ends: else two of them
   * could each be disabled because the other is still there.
   */
  async divisionsOfOtherAdministrators(tx: Transaction, id: string): Promise<string[]> {
    await tx.query("select pg_advisory_xact_lock(hashtext('registry.administrators'))");
    const rows = await tx.query<{ division: string }>(
      "select division from registry.accounts where id <> $1 and disabled_at is null and 'administrator' = any(roles)",
      [id],
    );
    return rows.map(({ division }) => division);
  }

  /** Refuses `account.username-taken`. */
  async insert(tx: Transaction, account: Account): Promise<void> {
    const inserted = await tx.query(
      `insert into registry.accounts (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (username) do nothing returning 1`,
      valuesOf(account),
    );
    if (inserted.length === 0) refuse('account.username-taken');
  }

  async save(tx: Transaction, account: Account): Promise<void> {
    await tx.query(
      `update registry.accounts set username = $2, display_name = $3, roles = $4, division = $5, password_hash = $6,
         disabled_at = $7, version = $8 where id = $1`,
      valuesOf(account),
    );
  }
}

function only([row]: AccountRow[]): Account {
  return row ? accountOf(row) : refuse('account.not-found');
}

export const accountOf = ({
  display_name,
  password_hash,
  disabled_at,
  id,
  username,
  roles,
  division,
  version,
}: AccountRow): Account => ({
  id,
  username,
  roles,
  division,
  version,
  displayName: display_name,
  passwordHash: password_hash,
  disabledAt: disabled_at,
});

const valuesOf = (account: Account): unknown[] => [
  account.id,
  account.username,
  account.displayName,
  account.roles,
  account.division,
  account.passwordHash,
  account.disabledAt,
  account.version,
];
