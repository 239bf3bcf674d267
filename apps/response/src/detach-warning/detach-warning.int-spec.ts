import { randomUUID } from 'node:crypto';
import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');
const detach = (emergencyId: string, warningId: string, by = officer) =>
  response.post(`/${emergencyId}/warnings/${warningId}/detachment`, { reason: '与本过程无关' }, by);

describe('a person detaches a warning', () => {
  it('with the reason; the emergency and what was warned of stay', async () => {
    const { emergencyId, warningId } = await response.openEmergency();
    const { version } = (await response.get(`/${emergencyId}`)).json();

    expect((await detach(emergencyId, warningId)).statusCode).toBe(204);

    expect(await response.events()).toMatchObject([
      {
        type: 'response.warning-detached.v1',
        key: emergencyId,
        mode: 'actual',
        data: { warningId, reason: '与本过程无关', detachedBy: { accountId: officer.id } },
      },
    ]);
    expect((await response.audit(emergencyId)).at(-1)).toEqual({
      action: 'emergency.warning-detached',
      actor: officer.id,
      reason: '与本过程无关',
      mode: 'actual',
    });
    expect((await response.get(`/${emergencyId}`)).json()).toMatchObject({
      state: 'open',
      divisionCodes: ['621023'],
      warnings: [],
      version: version + 1,
    });
  });

  it('which may then be attached again', async () => {
    const { emergencyId, warningId } = await response.openEmergency();
    await detach(emergencyId, warningId);

    const body = { warningId, reason: '核对后仍属本过程' };
    expect((await response.post(`/${emergencyId}/warnings`, body, officer)).statusCode).toBe(204);
    expect((await response.get(`/${emergencyId}`)).json().warnings).toMatchObject([{ id: warningId, how: 'person' }]);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const { emergencyId, warningId } = await response.openEmergency();
    const state = await response.state();

    for (const [status, code, answer] of [
      [404, 'emergency.not-found', await detach(randomUUID(), warningId)],
      [409, 'warning.not-attached', await detach(emergencyId, randomUUID())],
      [403, 'account.outside-division', await detach(emergencyId, warningId, person('commander', '621022'))],
      [403, 'auth.role-required', await detach(emergencyId, warningId, person('messenger'))],
    ] as const)
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { emergencyId, warningId } = await response.openEmergency();
    const state = await response.state();

    await response.without(table, async () =>
      expect((await detach(emergencyId, warningId)).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await response.state()).toEqual(state);
  });
});
