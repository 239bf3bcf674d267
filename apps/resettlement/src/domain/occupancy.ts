import { refuse } from './refusals';

export interface Occupancy {
  occupied: number;
  /** What the ledger says now. */
  capacity: number;
}

/** Places left; none where the ledger was lowered below what is occupied. */
export const freePlaces = ({ occupied, capacity }: Occupancy): number => Math.max(0, capacity - occupied);

/** Rule RESE-15: nobody is checked in over the capacity of a shelter; a group comes in whole or not at all. */
export function admit(now: Occupancy, persons: number): Occupancy {
  const free = freePlaces(now);
  if (persons > free) refuse('shelter.full', { free, wanted: persons });
  return { ...now, occupied: now.occupied + persons };
}

/** Rule RESE-16: who leaves frees a place, once. */
export const leave = (now: Occupancy, persons: number): Occupancy => ({ ...now, occupied: now.occupied - persons });

/** Rule RESE-17: a capacity that is lowered below what is occupied sends nobody away, and lets nobody in. */
export const heldCapacity = ({ occupied, capacity }: Occupancy): number => Math.max(capacity, occupied);
