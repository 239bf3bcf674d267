import { refuse } from './refusals';

export type EmergencyState = 'open' | 'closed' | 'cancelled';

/**
 * Rule DISP-01: in an emergency that is closed or cancelled nothing begins: no incident, no mission and no trip is
 * recorded, and no team sets out; what is open in it may still be ended, and what was wrong corrected.
 */
export function requireUnderWay(emergency: { state: EmergencyState }): void {
  if (emergency.state !== 'open') refuse('emergency.closed', { state: emergency.state });
}
