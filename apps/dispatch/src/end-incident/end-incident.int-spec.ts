import { randomUUID } from 'node:crypto';
import { DispatchInTest, statusAndCode } from '../../../../test/dispatch/dispatch-in-test';
import { emergencyClosed, person } from '../../../../test/dispatch/dispatch-events';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const officer = person('duty-officer');
const end = (incidentId: string, how: string, by = officer) =>
  dispatch.post(`/incidents/${incidentId}/${how}`, { reason: '已疏通' }, by);
async function reported(): Promise<{ emergencyId: string; incidentId: string }> {
  const emergencyId = await dispatch.openEmergency();
  return { emergencyId, incidentId: await dispatch.reportIncident(emergencyId) };
}

describe('a person ends an incident', () => {
  it.each([
    ['resolve', 'resolved'],
    ['cancel', 'cancelled'],
  ])('%s: state, one event and one audit entry with the reason', async (verb, state) => {
    const { emergencyId, incidentId } = await reported();

    expect((await end(incidentId, verb)).statusCode).toBe(204);

    expect(await dispatch.events()).toMatchObject([
      {
        type: `dispatch.incident-${state}.v1`,
        key: incidentId,
        mode: 'actual',
        emergencyId,
        data: { emergencyId, reason: '已疏通', [`${state}By`]: { accountId: officer.id } },
      },
    ]);
    expect((await dispatch.audit(incidentId)).at(-1)).toEqual({
      action: `incident.${state}`,
      actor: officer.id,
      reason: '已疏通',
      mode: 'actual',
    });
    expect((await dispatch.get(`/incidents/${incidentId}`)).json()).toMatchObject({
      state,
      endedBy: officer.name,
      endReason: '已疏通',
      version: 2,
    });
  });

  it('also after the emergency was closed', async () => {
    const { emergencyId, incidentId } = await reported();
    await dispatch.handle(emergencyClosed(emergencyId));

    expect((await end(incidentId, 'resolve')).statusCode).toBe(204);
  });

  it('once, when several do at the same time', async () => {
    const { incidentId } = await reported();

    const answers = await Promise.all(['resolve', 'cancel', 'resolve', 'cancel'].map((how) => end(incidentId, how)));

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409, 409, 409]);
    expect(await dispatch.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const { incidentId } = await reported();
    const other = await reported();
    await end(other.incidentId, 'resolve');
    await dispatch.events();
    const state = await dispatch.state();

    for (const [status, code, answer] of [
      [404, 'incident.not-found', await end(randomUUID(), 'resolve')],
      [409, 'incident.ended', await end(other.incidentId, 'cancel')],
      [403, 'account.outside-division', await end(incidentId, 'resolve', person('commander', '621022'))],
      [403, 'auth.role-required', await end(incidentId, 'cancel', person('messenger'))],
    ] as const)
      expect(statusAndCode(answer)).toEqual([status, code]);
    expect(await dispatch.state()).toEqual(state);
    expect(await dispatch.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { incidentId } = await reported();
    const state = await dispatch.state();

    await dispatch.without(table, async () =>
      expect((await end(incidentId, 'resolve')).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await dispatch.state()).toEqual(state);
  });
});
