import type { MigratedSchema } from '@libs/persistence';
import { Accounts1763900000000 } from './migrations/1763900000000-accounts';
import { Ledgers1764000000000 } from './migrations/1764000000000-ledgers';

/** The registry's schema, for `migrate`. */
export const REGISTRY_SCHEMA: MigratedSchema = {
  schema: 'registry',
  migrations: [Accounts1763900000000, Ledgers1764000000000],
};
