import { ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { Board1763900000000 } from './migrations/1763900000000-board';

/** The picture's schema, for `migrate`. */
export const PICTURE_SCHEMA: MigratedSchema = {
  schema: 'picture',
  migrations: [ServiceFoundation1763800000000, Board1763900000000],
};
