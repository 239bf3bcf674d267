import { refuse } from './refusals';

/** A row of a trip sheet, as far as it can be wrong. */
export interface TripRow {
  leftAt: Date;
  returnedAt?: Date | undefined;
  missionId?: string | undefined;
}

/** What is known here of what a row names; undefined where nothing is. */
export interface KnownOfRow {
  machine: object | undefined;
  mission: { emergencyId: string } | undefined;
}

/**
 * Rule DISP-08: a machine-trip is one machine that went out once: the machine is in the register, it does not come back
 * before it left, and a mission that it was for is of the same emergency.
 */
export function requireTrip(row: TripRow, emergencyId: string, { machine, mission }: KnownOfRow): void {
  const { leftAt, returnedAt, missionId } = row;
  if (!machine) refuse('machine.not-found');
  if (returnedAt && returnedAt < leftAt)
    refuse('machine-trip.returned-before-left', {
      leftAt: leftAt.toISOString(),
      returnedAt: returnedAt.toISOString(),
    });
  if (missionId === undefined) return;
  if (!mission) return refuse('mission.not-found');
  if (mission.emergencyId !== emergencyId) refuse('mission.other-emergency', { emergencyId: mission.emergencyId });
}

/** Rule DISP-09: a machine-trip that was recorded in error is withdrawn, once and with a reason; it is never deleted. */
export function requireStanding({ withdrawnAt }: { withdrawnAt: Date | null }): void {
  if (withdrawnAt) refuse('machine-trip.already-withdrawn');
}

/** Rule DISP-10: of two trips of one machine in one emergency that left at the same instant only one counts. */
export function requireFirst({ id }: { id: string }, countingId: string | undefined): void {
  if (countingId !== id) refuse('machine-trip.already-recorded', { tripId: countingId });
}
