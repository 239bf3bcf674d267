import type { Goal } from './goal';
import { capIngest } from './cap/ingest';
import { capParsing } from './cap/parsing';
import { capSoak } from './cap/soak';
import { drain } from './outbox/drain';
import { wakeUp } from './outbox/wake-up';
import { validatedRoute } from './http/validated-route';
import { scale } from './scale/scale';
import { thread } from './thread/thread';
import { yardstick } from './thin-path/yardstick';
import { eventValidation } from './validation/event-validation';
import { writePath } from './write-path/command';

/** Every goal that is measured, in the order in which they are. */
export const GOALS: readonly Goal[] = [
  wakeUp,
  writePath,
  validatedRoute,
  eventValidation,
  drain,
  thread,
  capParsing,
  capIngest,
  capSoak,
  yardstick,
  scale,
];
