import type { Mode } from '@libs/kernel';
import { refuse } from './refusals';

export type EmergencyState = 'open' | 'closed' | 'cancelled';

interface AttachedTo {
  mode: Mode;
  state: EmergencyState;
}

/** Rule RESP-05: a closed or cancelled emergency does not change any more. */
export function requireOpen(emergency: Pick<AttachedTo, 'state'>): void {
  if (emergency.state === 'closed') refuse('emergency.closed');
  if (emergency.state === 'cancelled') refuse('emergency.cancelled');
}

/** Rule RESP-06: a warning belongs to one emergency at a time, of its own mode. */
export function requireAttachable<Warning extends { mode: Mode }>(
  emergency: AttachedTo,
  warning: Warning | undefined,
  currentEmergencyId: string | undefined,
): asserts warning is Warning {
  requireOpen(emergency);
  if (!warning) return refuse('warning.not-found');
  if (currentEmergencyId) refuse('warning.already-attached', { emergencyId: currentEmergencyId });
  if (warning.mode !== emergency.mode)
    refuse('warning.other-mode', { warning: warning.mode, emergency: emergency.mode });
}

/** Rule RESP-17: what happens in one mode is never counted in an emergency of another. */
export function requireSameMode(emergency: Pick<AttachedTo, 'mode'>, found: Mode): void {
  if (emergency.mode !== found) refuse('emergency.other-mode', { found, emergency: emergency.mode });
}
