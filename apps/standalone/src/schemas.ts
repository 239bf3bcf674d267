import { eventLogSchema } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';
import { ALERTING_SCHEMA } from '../../alerting/src/persistence/schema';
import { DISPATCH_SCHEMA } from '../../dispatch/src/persistence/schema';
import { PICTURE_SCHEMA } from '../../picture/src/persistence/schema';
import { REGISTRY_SCHEMA } from '../../registry/src/persistence/schema';
import { RESETTLEMENT_SCHEMA } from '../../resettlement/src/persistence/schema';
import { RESPONSE_SCHEMA } from '../../response/src/persistence/schema';

/** Every schema of the product, the in-process transport's included. */
export const SCHEMAS: MigratedSchema[] = [
  eventLogSchema,
  REGISTRY_SCHEMA,
  ALERTING_SCHEMA,
  RESPONSE_SCHEMA,
  DISPATCH_SCHEMA,
  RESETTLEMENT_SCHEMA,
  PICTURE_SCHEMA,
];
