import { codeOf } from '../../../../test/dispatch/code-of';
import { requireFirst, requireStanding, requireTrip, type KnownOfRow, type TripRow } from './machine-trip';

const [eight, nine] = [new Date('2021-10-04T08:00:00Z'), new Date('2021-10-04T09:00:00Z')];

describe('DISP-08: a machine-trip is one machine that went out once', () => {
  it.each([
    ['is still out', {}, {}, 'ok'],
    ['came back', { returnedAt: nine }, {}, 'ok'],
    ['came back at once', { returnedAt: eight }, {}, 'ok'],
    ['was for a mission of the emergency', { missionId: 'm1' }, { mission: { emergencyId: 'e1' } }, 'ok'],
    ['is not in the register', {}, { machine: undefined }, 'machine.not-found'],
    ['came back before it left', { leftAt: nine, returnedAt: eight }, {}, 'machine-trip.returned-before-left'],
    ['was for a mission that is none', { missionId: 'm1' }, {}, 'mission.not-found'],
    [
      'was for a mission of another emergency',
      { missionId: 'm1' },
      { mission: { emergencyId: 'e2' } },
      'mission.other-emergency',
    ],
  ] as [string, Partial<TripRow>, Partial<KnownOfRow>, string][])('a machine that %s', (_, change, known, answer) =>
    expect(
      codeOf(() => requireTrip({ leftAt: eight, ...change }, 'e1', { machine: {}, mission: undefined, ...known })),
    ).toBe(answer),
  );
});

it('DISP-09: a trip is withdrawn once', () => {
  expect(codeOf(() => requireStanding({ withdrawnAt: null }))).toBe('ok');
  expect(codeOf(() => requireStanding({ withdrawnAt: eight }))).toBe('machine-trip.already-withdrawn');
});

it('DISP-10: of two trips that are the same the first counts', () => {
  expect(codeOf(() => requireFirst({ id: 't1' }, 't1'))).toBe('ok');
  expect(codeOf(() => requireFirst({ id: 't2' }, 't1'))).toBe('machine-trip.already-recorded');
});
