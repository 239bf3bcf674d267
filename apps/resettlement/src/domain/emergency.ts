import { refuse } from './refusals';

export type EmergencyState = 'open' | 'closed' | 'cancelled';

/** Rule RESE-01: nothing begins in an emergency that is closed or cancelled. */
export function requireUnderWay({ state }: { state: EmergencyState }): void {
  if (state !== 'open') refuse('emergency.closed');
}
