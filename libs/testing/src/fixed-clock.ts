import type { Clock } from '@libs/kernel';

/** A clock that stands still until the test moves it. */
export interface FixedClock extends Clock {
  /** Jumps to an instant (ISO 8601). */
  set(instant: string): void;
  /** Goes on by so many milliseconds. */
  advance(milliseconds: number): void;
}

/** A clock that shows `instant` (ISO 8601). */
export function fixedClock(instant = '2026-03-04T05:06:07.000Z'): FixedClock {
  let now = new Date(instant).getTime();
  return Object.assign(() => new Date(now), {
    set: (next: string) => void (now = new Date(next).getTime()),
    advance: (milliseconds: number) => void (now += milliseconds),
  });
}
