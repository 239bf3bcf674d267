import { DomainRefusal } from '@libs/kernel';
import {
  accountingOf,
  destinationOf,
  membersOf,
  MOVEMENT_MAY_BECOME,
  MOVEMENT_STATES,
  requireCorrection,
  requireMovementStep,
  type Outcome,
} from './movement';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};
const outcomes = MOVEMENT_STATES.filter((state): state is Outcome => state !== 'to-move');
const pairs = MOVEMENT_STATES.flatMap((from) => outcomes.map((to) => [from, to] as const));

describe('RESE-09: what may be reported after what', () => {
  it.each(pairs)('%s → %s', (from, to) =>
    expect(codeOf(() => requireMovementStep(from, to, true))).toBe(
      MOVEMENT_MAY_BECOME[from].includes(to) ? 'ok' : 'movement.not-possible-now',
    ),
  );

  it.each(['refused', 'absent', 'unreached'] as const)('who was %s may still move', (state) =>
    expect(MOVEMENT_MAY_BECOME[state]).toEqual(['moved']),
  );
});

it('RESE-10: nobody returns before the return is authorised', () => {
  expect(codeOf(() => requireMovementStep('moved', 'returned', false))).toBe('movement.return-not-authorised');
  expect(codeOf(() => requireMovementStep('moved', 'returned', true))).toBe('ok');
});

it('RESE-11: who has moved has moved to somewhere', () => {
  expect([destinationOf({ destination: 'kin' }), destinationOf({ shelterId: 's' })]).toEqual(['kin', 'shelter']);
  expect(codeOf(() => destinationOf({}))).toBe('movement.no-destination');
});

it('RESE-12: the persons are of the household, each once', () => {
  expect(membersOf(undefined, ['a', 'b'])).toEqual(['a', 'b']);
  expect(membersOf(['a', 'a'], ['a', 'b'])).toEqual(['a']);
  expect(codeOf(() => membersOf(['c'], ['a']))).toBe('household.no-member');
  expect(codeOf(() => membersOf([], ['a']))).toBe('household.nobody');
});

it('RESE-13: a correction changes something', () => {
  const moved = { state: 'moved' as const, memberIds: ['a', 'b'] };
  expect(codeOf(() => requireCorrection(moved, { to: 'moved', memberIds: ['b', 'a'] }))).toBe(
    'movement.nothing-to-correct',
  );
  expect(codeOf(() => requireCorrection(moved, { to: 'moved', memberIds: ['a'] }))).toBe('ok');
  expect(codeOf(() => requireCorrection(moved, { to: 'absent', memberIds: [] }))).toBe('ok');
});

it('RESE-14: that all are accounted for is said once, and again after somebody was to move again', () => {
  expect(accountingOf({ toMove: 0 }, null)).toBe('say');
  expect(accountingOf({ toMove: 1 }, null)).toBe('leave');
  expect(accountingOf({ toMove: 0 }, new Date(0))).toBe('leave');
  expect(accountingOf({ toMove: 1 }, new Date(0))).toBe('reopen');
});
