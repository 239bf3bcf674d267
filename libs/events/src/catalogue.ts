import { MessageSetAsideV1 } from './alerting/message-set-aside.v1';
import { WarningCancelledV1 } from './alerting/warning-cancelled.v1';
import { WarningExpiredV1 } from './alerting/warning-expired.v1';
import { WarningIssuedV1 } from './alerting/warning-issued.v1';
import type { EventDefinition } from './define-event';
import type { Topic } from './define-topic';
import { ClosingDeclinedV1 } from './response/closing-declined.v1';
import { ClosingProposedV1 } from './response/closing-proposed.v1';
import { EmergencyClosedV1 } from './response/emergency-closed.v1';
import { EmergencyOpenedV1 } from './response/emergency-opened.v1';
import { WarningAttachedV1 } from './response/warning-attached.v1';
import { WarningDetachedV1 } from './response/warning-detached.v1';
import { WarningLapsedV1 } from './response/warning-lapsed.v1';

/** Every event of the product, by producing service, in the order of a story. */
export const eventCatalogue: readonly EventDefinition<any>[] = [
  WarningIssuedV1,
  WarningCancelledV1,
  WarningExpiredV1,
  MessageSetAsideV1,
  EmergencyOpenedV1,
  WarningAttachedV1,
  WarningDetachedV1,
  WarningLapsedV1,
  ClosingProposedV1,
  ClosingDeclinedV1,
  EmergencyClosedV1,
];

/** Every topic of the product. */
export const topicCatalogue: readonly Topic[] = [...new Set(eventCatalogue.map((event) => event.topic))];
