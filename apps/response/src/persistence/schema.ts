import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { Emergencies1763900000000 } from './migrations/1763900000000-emergencies';
import { PlansAndLevels1764000000000 } from './migrations/1764000000000-plans-and-levels';

/** Response's schema, for `migrate`. */
export const RESPONSE_SCHEMA: MigratedSchema = {
  schema: 'response',
  migrations: [ServiceFoundation1763800000000, Emergencies1763900000000, PlansAndLevels1764000000000],
};
