import type { Goal } from './goal';
import { cap } from './cap/cap';
import { capSoak } from './cap/soak';
import { thread } from './thread/thread';

/** Every goal that is measured, in the order in which they are. */
export const GOALS: readonly Goal[] = [thread, cap, capSoak];
