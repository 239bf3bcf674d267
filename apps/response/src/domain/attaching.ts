import type { Mode } from '@libs/kernel';
import { refuse } from './refusals';

interface AttachedTo {
  mode: Mode;
  state: 'open' | 'closed';
}

/** Rule RESP-05: a closed emergency does not change any more. */
export function requireOpen(emergency: Pick<AttachedTo, 'state'>): void {
  if (emergency.state === 'closed') refuse('emergency.closed');
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
