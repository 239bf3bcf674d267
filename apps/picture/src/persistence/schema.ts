import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { Board1763900000000 } from './migrations/1763900000000-board';
import { City1763910000000 } from './migrations/1763910000000-city';
import { DecisionsAndFeeds1763930000000 } from './migrations/1763930000000-decisions-and-feeds';
import { ReplacedWarnings1763950000000 } from './migrations/1763950000000-replaced-warnings';
import { Thread1763920000000 } from './migrations/1763920000000-thread';
import { WarningCounts1763940000000 } from './migrations/1763940000000-warning-counts';

/** The read model alone, without what every service has. */
export const READ_MODEL = [
  Board1763900000000,
  City1763910000000,
  Thread1763920000000,
  DecisionsAndFeeds1763930000000,
  WarningCounts1763940000000,
  ReplacedWarnings1763950000000,
];

/** The picture's schema, for `migrate`. */
export const PICTURE_SCHEMA: MigratedSchema = {
  schema: 'picture',
  migrations: [ServiceFoundation1763800000000, ...READ_MODEL],
};
