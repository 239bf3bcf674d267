import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { Missions1763900000000 } from './migrations/1763900000000-missions';

/** Dispatch's schema, for `migrate`. */
export const DISPATCH_SCHEMA: MigratedSchema = {
  schema: 'dispatch',
  migrations: [ServiceFoundation1763800000000, Missions1763900000000],
};
