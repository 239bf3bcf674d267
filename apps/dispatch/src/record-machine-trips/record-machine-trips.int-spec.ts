import { randomUUID } from 'node:crypto';
import { emergencyClosed, emergencyOpened, machineChanged, person } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest, statusAndCode } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const dispatcher = person('dispatcher');
const hour = (n: number) => `2021-10-04T${String(n).padStart(2, '0')}:00:00Z`;
const tripOf = (machineId: string, change: object = {}) => ({
  machineId,
  destination: '五顷塬乡',
  divisionCode: '621025',
  leftAt: hour(2),
  ...change,
});
const record = (emergencyId: string, rows: object[], by = dispatcher, key?: string) =>
  dispatch.post('/machine-trips', { emergencyId, rows }, by, key);
const trips = () => dispatch.database.query('select id, mode from dispatch.machine_trips order by left_at');

/** An emergency and a machine that are known here. */
async function known(mode: 'actual' | 'exercise' = 'actual'): Promise<{ emergencyId: string; machineId: string }> {
  const [emergencyId, { machineId, ...machine }] = [randomUUID(), machineChanged()];
  await dispatch.handle(emergencyOpened(emergencyId, mode), machine);
  return { emergencyId, machineId };
}

describe('a dispatcher records a sheet of machine-trips', () => {
  it('each row with its own id, state, event and audit entry', async () => {
    const { emergencyId, machineId } = await known('exercise');
    const { missionId } = await dispatch.mission('arrived', { emergencyId });

    const answer = await record(emergencyId, [
      tripOf(machineId, { missionId, returnedAt: hour(3) }),
      tripOf(machineId, { leftAt: '2021-10-04T12:00:00+08:00' }),
    ]);

    expect(answer.statusCode).toBe(200);
    const [first, second] = answer.json().results;
    expect([first, second]).toEqual([
      { row: 0, id: expect.any(String) },
      { row: 1, id: expect.any(String) },
    ]);
    const events = await dispatch.events();
    expect(events).toMatchObject([
      {
        type: 'dispatch.machine-trip-recorded.v1',
        key: first.id,
        mode: 'exercise',
        emergencyId,
        data: { tripId: first.id, machineId, missionId, leftAt: '2021-10-04T02:00:00.000Z' },
      },
      {
        key: second.id,
        data: { leftAt: '2021-10-04T04:00:00.000Z', recordedBy: { accountId: dispatcher.id, name: dispatcher.name } },
      },
    ]);
    expect(events[0]!.data.returnedAt).toBe('2021-10-04T03:00:00.000Z');
    for (const { id } of [first, second])
      expect(await dispatch.audit(id)).toEqual([
        { action: 'machine-trip.recorded', actor: dispatcher.id, reason: null, mode: 'exercise' },
      ]);
    expect(await trips()).toEqual([
      { id: first.id, mode: 'exercise' },
      { id: second.id, mode: 'exercise' },
    ]);
  });

  it('DISP-08: a bad row is refused with its reason, and does not stop the good ones', async () => {
    const { emergencyId, machineId } = await known();
    const { missionId: elsewhere } = await dispatch.mission();
    const county = person('dispatcher', '621025');

    const answer = await record(
      emergencyId,
      [
        tripOf(machineId),
        tripOf(randomUUID()),
        tripOf(machineId, { leftAt: hour(5), returnedAt: hour(4) }),
        tripOf(machineId, { leftAt: hour(6), divisionCode: '621022' }),
        tripOf(machineId, { leftAt: hour(7), missionId: randomUUID() }),
        tripOf(machineId, { leftAt: hour(8), missionId: elsewhere }),
        tripOf(machineId, { leftAt: hour(9), divisionCode: '621025103' }),
      ],
      county,
    );

    expect(answer.statusCode).toBe(200);
    const { results } = answer.json() as { results: { row: number; id?: string; refused?: { code: string } }[] };
    expect(results.map(({ row, id, refused }) => [row, refused?.code ?? typeof id])).toEqual([
      [0, 'string'],
      [1, 'machine.not-found'],
      [2, 'machine-trip.returned-before-left'],
      [3, 'account.outside-division'],
      [4, 'mission.not-found'],
      [5, 'mission.other-emergency'],
      [6, 'string'],
    ]);
    expect(results[2]!.refused).toEqual({
      code: 'machine-trip.returned-before-left',
      detail: 'It came back (2021-10-04T04:00:00.000Z) before it left (2021-10-04T05:00:00.000Z).',
    });
    expect(await trips()).toHaveLength(2);
    expect(await dispatch.events()).toHaveLength(2);
    expect((await dispatch.audit(emergencyId)).map(({ action, actor }) => [action, actor])).toEqual(
      Array.from({ length: 5 }, () => ['machine-trip.refused', county.id]),
    );
  });

  it('also when all rows of it are bad', async () => {
    const { emergencyId } = await known();

    const answer = await record(emergencyId, [tripOf(randomUUID())]);

    expect(answer.json().results).toMatchObject([{ row: 0, refused: { code: 'machine.not-found' } }]);
    expect(await dispatch.events()).toEqual([]);
  });

  it('of 500 rows', async () => {
    const { emergencyId, machineId } = await known();
    const rows = Array.from({ length: 500 }, (_, i) =>
      tripOf(machineId, { leftAt: new Date(1633312800000 + i * 60_000).toISOString(), destination: '乡'.repeat(200) }),
    );

    const answer = await record(emergencyId, rows);

    expect(answer.statusCode).toBe(200);
    expect(new Set(answer.json().results.map(({ id }: { id: string }) => id)).size).toBe(500);
    expect(await dispatch.events()).toHaveLength(500);
    expect((await record(emergencyId, [...rows, rows[0]!])).statusCode).toBe(400);
  });

  it('once, when the same request is sent again', async () => {
    const { emergencyId, machineId } = await known();
    const key = randomUUID();

    const answers = [
      await record(emergencyId, [tripOf(machineId)], dispatcher, key),
      await record(emergencyId, [tripOf(machineId)], dispatcher, key),
    ];

    expect(answers[1]!.json()).toEqual(answers[0]!.json());
    expect(await dispatch.events()).toHaveLength(1);
  });

  it('DISP-10: but a machine left once at one instant, within a sheet, in a later one, and for 8 clients at once', async () => {
    const { emergencyId, machineId } = await known();

    const twice = (await record(emergencyId, [tripOf(machineId), tripOf(machineId)])).json().results;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        record(emergencyId, [tripOf(machineId), tripOf(machineId, { leftAt: hour(4) })], person('dispatcher')),
      ),
    );

    expect(twice).toMatchObject([{ id: twice[0].id }, { refused: { code: 'machine-trip.already-recorded' } }]);
    expect(twice[1].refused.detail).toContain(twice[0].id);
    const second = answers.map((answer) => answer.json().results[1] as { id?: string });
    expect(second.filter(({ id }) => id)).toHaveLength(1);
    expect(await trips()).toHaveLength(2);
    expect(await dispatch.events()).toHaveLength(2);
  });

  it('and a trip of an exercise never stands in the way of a real one', async () => {
    const [real, exercise] = [await known('actual'), await known('exercise')];

    await record(exercise.emergencyId, [tripOf(real.machineId)]);
    const answer = await record(real.emergencyId, [tripOf(real.machineId)]);

    expect(answer.json().results).toEqual([{ row: 0, id: expect.any(String) }]);
  });

  it('is refused as a whole, without any effect, where it cannot be', async () => {
    const { emergencyId, machineId } = await known();
    const closed = await dispatch.openEmergency();
    await dispatch.handle(emergencyClosed(closed));
    const state = await dispatch.state();
    const row = tripOf(machineId);

    for (const [status, code, answer] of [
      [404, 'emergency.not-found', await record(randomUUID(), [row])],
      [409, 'emergency.closed', await record(closed, [row])],
      [403, 'auth.role-required', await record(emergencyId, [row], person('team-leader'))],
      [400, 'request.invalid', await record(emergencyId, [])],
      [400, 'request.invalid', await record(emergencyId, [{ ...row, leftAt: 'yesterday' }])],
      [400, 'request.invalid', await record(emergencyId, [{ ...row, trips: 1842 }])],
    ] as const)
      expect(statusAndCode(answer)).toEqual([status, code]);
    expect(await dispatch.state()).toEqual(state);
    expect(await dispatch.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { emergencyId, machineId } = await known();
    const state = await dispatch.state();

    await dispatch.without(table, async () =>
      expect((await record(emergencyId, [tripOf(machineId)])).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await dispatch.state()).toEqual(state);
  });
});
