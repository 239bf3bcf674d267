import { randomUUID } from 'node:crypto';
import { DispatchInTest, statusAndCode } from '../../../../test/dispatch/dispatch-in-test';
import { emergencyClosed, person } from '../../../../test/dispatch/dispatch-events';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const officer = person('duty-officer');
const REPORT = { kind: 'culvert-ponding', name: '过沟桥涵积水', description: '淤堵', divisionCode: '621025' };
const report = (emergencyId: string, change: object = {}, by = officer, key?: string) =>
  dispatch.post('/incidents', { emergencyId, ...REPORT, ...change }, by, key);

describe('a person reports an incident', () => {
  it('with all that was said: state, one event and one audit entry, in the mode of the emergency', async () => {
    const emergencyId = await dispatch.openEmergency('exercise');
    const more = { position: [107.88, 36.03], happenedAt: '2021-10-04T10:00:00+08:00', sourceDate: '10月4日' };

    const answer = await report(emergencyId, more);

    expect(answer.statusCode).toBe(201);
    const { incidentId } = answer.json();
    expect(await dispatch.events()).toEqual([
      {
        type: 'dispatch.incident-reported.v1',
        key: incidentId,
        mode: 'exercise',
        emergencyId,
        data: {
          incidentId,
          emergencyId,
          ...REPORT,
          ...more,
          happenedAt: '2021-10-04T02:00:00.000Z',
          reportedAt: expect.any(String),
          reportedBy: { accountId: officer.id, name: officer.name },
        },
      },
    ]);
    expect(await dispatch.audit(incidentId)).toEqual([
      { action: 'incident.reported', actor: officer.id, reason: null, mode: 'exercise' },
    ]);
    expect((await dispatch.get(`/incidents/${incidentId}`)).json()).toMatchObject({ state: 'open', ...REPORT });
  });

  it('once, when the same request is sent again', async () => {
    const [emergencyId, key] = [await dispatch.openEmergency(), randomUUID()];

    const answers = [await report(emergencyId, {}, officer, key), await report(emergencyId, {}, officer, key)];

    expect(answers[1]!.json()).toEqual(answers[0]!.json());
    expect(await dispatch.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const emergencyId = await dispatch.openEmergency();
    const closed = await dispatch.openEmergency();
    await dispatch.handle(emergencyClosed(closed));
    const state = await dispatch.state();

    for (const [status, code, answer] of [
      [404, 'emergency.not-found', await report(randomUUID())],
      [409, 'emergency.closed', await report(closed)],
      [403, 'account.outside-division', await report(emergencyId, {}, person('duty-officer', '621022'))],
      [403, 'auth.role-required', await report(emergencyId, {}, person('team-leader'))],
      [400, 'request.invalid', await report(emergencyId, { position: [36.03, 107.88] })],
      [400, 'request.invalid', await report(emergencyId, { happenedAt: '2021-10-04' })],
      [400, 'request.invalid', await report(emergencyId, { divisionCode: '62100' })],
      [400, 'request.invalid', await report(emergencyId, { mode: 'actual' })],
    ] as const)
      expect(statusAndCode(answer)).toEqual([status, code]);
    expect(await dispatch.state()).toEqual(state);
    expect(await dispatch.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const emergencyId = await dispatch.openEmergency();
    const state = await dispatch.state();

    await dispatch.without(table, async () =>
      expect((await report(emergencyId)).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await dispatch.state()).toEqual(state);
  });
});
