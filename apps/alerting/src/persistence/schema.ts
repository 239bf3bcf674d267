import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { FeedsAndDecisions1763930000000 } from './migrations/1763930000000-feeds-and-decisions';
import { MessagesAndWarnings1763900000000 } from './migrations/1763900000000-messages-and-warnings';

/** Alerting's schema, for `migrate`. */
export const ALERTING_SCHEMA: MigratedSchema = {
  schema: 'alerting',
  migrations: [ServiceFoundation1763800000000, MessagesAndWarnings1763900000000, FeedsAndDecisions1763930000000],
};
