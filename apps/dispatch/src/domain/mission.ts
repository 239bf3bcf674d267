import { containsDivision, type DivisionCode } from '@libs/kernel';
import { refuse } from './refusals';

/** `departed` is en route, `arrived` is on scene. */
export type MissionState = 'requested' | 'accepted' | 'declined' | 'departed' | 'arrived' | 'released' | 'cancelled';

/**
 * Rule DISP-04: a mission that is asked for is accepted or declined; an accepted one departs, arrives and is released;
 * until the team is on scene it can be cancelled. What is not written here is refused.
 */
export const MAY_BECOME: Record<MissionState, readonly MissionState[]> = {
  requested: ['accepted', 'declined', 'cancelled'],
  accepted: ['departed', 'cancelled'],
  departed: ['arrived', 'cancelled'],
  arrived: ['released'],
  declined: [],
  released: [],
  cancelled: [],
};

export const MISSION_STATES = Object.keys(MAY_BECOME) as MissionState[];

/** Rule DISP-05: a team is never in two open missions of one mode; open is what can still change. */
export const OPEN_STATES = MISSION_STATES.filter((state) => MAY_BECOME[state].length > 0);

/** Refuses `mission.not-possible-now` unless the mission may become `wanted`. */
export function requireMayBecome({ state }: { state: MissionState }, wanted: MissionState): void {
  const possible = MAY_BECOME[state];
  if (!possible.includes(wanted))
    refuse('mission.not-possible-now', { state, wanted, possible: possible.join(', ') || '–' });
}

/** Refuses a team that is not known, or that the register holds no more. */
export function requireTeam<Team extends { withdrawn: boolean }>(team: Team | undefined): asserts team is Team {
  if (!team) return refuse('team.not-found');
  if (team.withdrawn) refuse('team.withdrawn');
}

/**
 * Rule DISP-06: whoever answers for a team (accepts, declines, departs, arrives) acts within the division of the team's
 * home or of the mission.
 * @returns the division in which `own` has to lie above.
 */
export function answeringDivision(
  own: DivisionCode,
  mission: { divisionCode: DivisionCode; teamDivisionCode: DivisionCode | null },
): DivisionCode {
  const { divisionCode, teamDivisionCode } = mission;
  return teamDivisionCode && containsDivision(own, teamDivisionCode) ? teamDivisionCode : divisionCode;
}

/**
 * Rule DISP-07: when an exercise is cancelled, each of its open missions ends with it: a team on scene is released, any
 * other mission is cancelled. Nothing of another mode ends by itself.
 */
export function endingWithExercise({ state }: { state: MissionState }): 'released' | 'cancelled' {
  return MAY_BECOME[state].includes('cancelled') ? 'cancelled' : 'released';
}
