import type { Goal } from './goal';

/** Every goal that is measured, in the order in which they are. */
export const GOALS: readonly Goal[] = [];
