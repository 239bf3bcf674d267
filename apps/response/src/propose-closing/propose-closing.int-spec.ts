import { randomUUID } from 'node:crypto';
import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');
const propose = (emergencyId: string, by = officer) =>
  response.post(`/${emergencyId}/closing-proposals`, { reason: '降雨结束' }, by);

describe('a person proposes to close an emergency', () => {
  it('which stays open: one proposal with the hash of its content, one event and one audit entry', async () => {
    const { emergencyId } = await response.openEmergency();

    const answer = await propose(emergencyId);

    expect(answer.statusCode).toBe(201);
    const { proposalId, contentHash } = answer.json();
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await response.events()).toMatchObject([
      {
        type: 'response.closing-proposed.v1',
        key: emergencyId,
        mode: 'actual',
        data: { proposalId, contentHash, reason: '降雨结束', proposedBy: { accountId: officer.id } },
      },
    ]);
    expect((await response.audit(emergencyId)).at(-1)).toEqual({
      action: 'emergency.closing-proposed',
      actor: officer.id,
      reason: '降雨结束',
      mode: 'actual',
    });
    expect((await response.get(`/${emergencyId}`)).json()).toMatchObject({
      state: 'open',
      closingProposals: [{ id: proposalId, state: 'open', proposedBy: officer.name, decidedBy: null }],
    });
  });

  it('and of several who do at once one is heard', async () => {
    const { emergencyId } = await response.openEmergency();

    const answers = await Promise.all(Array.from({ length: 4 }, () => propose(emergencyId, person('duty-leader'))));

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
    expect(await response.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const { emergencyId } = await response.openEmergency();
    const state = await response.state();

    for (const [status, code, answer] of [
      [404, 'emergency.not-found', await propose(randomUUID())],
      [403, 'account.outside-division', await propose(emergencyId, person('commander', '621022'))],
      [403, 'auth.role-required', await propose(emergencyId, person('auditor'))],
    ] as const)
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { emergencyId } = await response.openEmergency();
    const state = await response.state();

    await response.without(table, async () =>
      expect((await propose(emergencyId)).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await response.state()).toEqual(state);
  });
});
