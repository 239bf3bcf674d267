import type { Goal } from './goal';
import { thread } from './thread/thread';

/** Every goal that is measured, in the order in which they are. */
export const GOALS: readonly Goal[] = [thread];
