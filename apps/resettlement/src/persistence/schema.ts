import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { Resettlement1763900000000 } from './migrations/1763900000000-resettlement';

/** Resettlement's schema, for `migrate`. */
export const RESETTLEMENT_SCHEMA: MigratedSchema = {
  schema: 'resettlement',
  migrations: [ServiceFoundation1763800000000, Resettlement1763900000000],
};
