import { refuse } from './refusals';

export type IncidentState = 'open' | 'resolved' | 'cancelled';

/** Rule DISP-02: an incident ends once, resolved or cancelled; a mission is asked for open ones only. */
export function requireOpenIncident({ state }: { state: IncidentState }): void {
  if (state !== 'open') refuse('incident.ended', { state });
}

/** Rule DISP-03: a mission and the incident that it is for belong to the same emergency. */
export function requireIncidentOf(emergencyId: string, incident: { emergencyId: string; state: IncidentState }): void {
  if (incident.emergencyId !== emergencyId) refuse('incident.other-emergency', { emergencyId: incident.emergencyId });
  requireOpenIncident(incident);
}
