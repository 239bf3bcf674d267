import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { Emergencies1763900000000 } from './migrations/1763900000000-emergencies';

/** Response's schema, for `migrate`. */
export const RESPONSE_SCHEMA: MigratedSchema = {
  schema: 'response',
  migrations: [ServiceFoundation1763800000000, Emergencies1763900000000],
};
