import fc from 'fast-check';
import { containsDivision } from '@libs/kernel';
import { codeOf } from '../../../../test/dispatch/code-of';
import {
  answeringDivision,
  endingWithExercise,
  MAY_BECOME,
  MISSION_STATES,
  OPEN_STATES,
  requireMayBecome,
  requireTeam,
} from './mission';

/** Written out once more, so that a slip in the table is seen. */
const POSSIBLE = new Set([
  'requested → accepted',
  'requested → declined',
  'requested → cancelled',
  'accepted → departed',
  'accepted → cancelled',
  'departed → arrived',
  'departed → cancelled',
  'arrived → released',
]);
const pairs = MISSION_STATES.flatMap((state) => MISSION_STATES.map((wanted) => [state, wanted] as const));

describe('DISP-04: what may follow what', () => {
  it.each(pairs)('%s → %s', (state, wanted) =>
    expect(codeOf(() => requireMayBecome({ state }, wanted))).toBe(
      POSSIBLE.has(`${state} → ${wanted}`) ? 'ok' : 'mission.not-possible-now',
    ),
  );

  it('names every state once', () => expect(pairs).toHaveLength(49));

  it('ends, whatever is chosen', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (choices) => {
        let state = MISSION_STATES[0]!;
        for (const choice of choices) {
          const next = MAY_BECOME[state];
          if (next.length > 0) state = next[choice % next.length]!;
        }
        expect(MAY_BECOME[state]).toEqual([]);
      }),
    ));
});

it('DISP-05: a team is busy from the request until it declines, is released or is cancelled', () =>
  expect(OPEN_STATES).toEqual(['requested', 'accepted', 'departed', 'arrived']));

describe('a team that is asked', () => {
  it('is known, and in the register still', () => {
    expect(codeOf(() => requireTeam({ withdrawn: false }))).toBe('ok');
    expect(codeOf(() => requireTeam({ withdrawn: true }))).toBe('team.withdrawn');
    expect(codeOf(() => requireTeam(undefined))).toBe('team.not-found');
  });
});

describe('DISP-06: who answers for a team acts within its home or the place of the mission', () => {
  it.each([
    ['621025', '621025', '621021', true],
    ['621021', '621025', '621021', true],
    ['621000', '621025', '621021', true],
    ['621023', '621025', '621021', false],
    ['621025', null, '621021', false],
    ['621021', null, '621021', true],
  ])('of %s, for a team of %s on a mission in %s: %s', (own, teamDivisionCode, divisionCode, may) =>
    expect(containsDivision(own, answeringDivision(own, { divisionCode, teamDivisionCode }))).toBe(may),
  );
});

describe('DISP-07: with a cancelled exercise its open missions end', () => {
  it.each(OPEN_STATES)('one that is %s, and in a way that is possible', (state) => {
    const ending = endingWithExercise({ state });
    expect(ending).toBe(state === 'arrived' ? 'released' : 'cancelled');
    expect(MAY_BECOME[state]).toContain(ending);
  });
});
