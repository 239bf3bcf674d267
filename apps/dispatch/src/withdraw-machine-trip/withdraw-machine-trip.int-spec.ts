import { randomUUID } from 'node:crypto';
import { emergencyClosed, emergencyOpened, machineChanged, person } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest, statusAndCode } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const dispatcher = person('dispatcher');
const withdraw = (tripId: string, by = dispatcher) =>
  dispatch.post(`/machine-trips/${tripId}/withdraw`, { reason: '重复登记' }, by);
const record = async (emergencyId: string, machineId: string) => {
  const row = { machineId, destination: '五顷塬乡', divisionCode: '621025', leftAt: '2021-10-04T02:00:00Z' };
  const answer = await dispatch.post('/machine-trips', { emergencyId, rows: [row] }, dispatcher);
  await dispatch.events();
  return (answer.json() as { results: [{ id: string }] }).results[0].id;
};

async function recorded(): Promise<{ emergencyId: string; machineId: string; tripId: string }> {
  const [emergencyId, { machineId, ...machine }] = [randomUUID(), machineChanged()];
  await dispatch.handle(emergencyOpened(emergencyId), machine);
  return { emergencyId, machineId, tripId: await record(emergencyId, machineId) };
}

describe('DISP-09: a machine-trip that had not been one is withdrawn', () => {
  it('with the reason: it stays in the list, with one event and one audit entry', async () => {
    const { emergencyId, tripId } = await recorded();

    expect((await withdraw(tripId)).statusCode).toBe(204);

    expect(await dispatch.events()).toMatchObject([
      {
        type: 'dispatch.machine-trip-withdrawn.v1',
        key: tripId,
        mode: 'actual',
        emergencyId,
        data: { reason: '重复登记', withdrawnBy: { accountId: dispatcher.id } },
      },
    ]);
    expect((await dispatch.audit(tripId)).at(-1)).toEqual({
      action: 'machine-trip.withdrawn',
      actor: dispatcher.id,
      reason: '重复登记',
      mode: 'actual',
    });
    expect((await dispatch.get('/machine-trips')).json().items).toMatchObject([
      { id: tripId, withdrawn: true, withdrawalReason: '重复登记' },
    ]);
  });

  it('after which the machine may be recorded for that time again, also once', async () => {
    const { emergencyId, machineId, tripId } = await recorded();
    await withdraw(tripId);

    expect(await record(emergencyId, machineId)).toEqual(expect.any(String));
    expect(await record(emergencyId, machineId)).toBeUndefined();
  });

  it('also after the emergency was closed', async () => {
    const { emergencyId, tripId } = await recorded();
    await dispatch.handle(emergencyClosed(emergencyId));

    expect((await withdraw(tripId)).statusCode).toBe(204);
  });

  it('once, when several do at the same time', async () => {
    const { tripId } = await recorded();

    const answers = await Promise.all(Array.from({ length: 4 }, () => withdraw(tripId)));

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409, 409, 409]);
    expect(await dispatch.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const { tripId } = await recorded();
    const state = await dispatch.state();

    for (const [status, code, answer] of [
      [404, 'machine-trip.not-found', await withdraw(randomUUID())],
      [403, 'account.outside-division', await withdraw(tripId, person('dispatcher', '621022'))],
      [403, 'auth.role-required', await withdraw(tripId, person('commander'))],
    ] as const)
      expect(statusAndCode(answer)).toEqual([status, code]);
    expect(await dispatch.state()).toEqual(state);
    expect(await dispatch.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { tripId } = await recorded();
    const state = await dispatch.state();

    await dispatch.without(table, async () => expect((await withdraw(tripId)).statusCode).toBeGreaterThanOrEqual(500));

    expect(await dispatch.state()).toEqual(state);
  });
});
