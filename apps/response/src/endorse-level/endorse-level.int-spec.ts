import { randomUUID } from 'node:crypto';
import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');

describe('a duty officer', () => {
  it('endorses a proposed level, once, and it goes out', async () => {
    const { emergencyId } = await response.openEmergency();
    await response.relocate(emergencyId, 300);
    const proposal = await response.lastProposal(emergencyId);

    expect((await response.endorse(emergencyId, proposal, officer)).statusCode).toBe(204);
    expect(await response.events()).toMatchObject([
      {
        type: 'response.level-proposal-endorsed.v1',
        mode: 'actual',
        data: { proposalId: proposal.id, endorsedBy: { accountId: officer.id }, reason: '情况属实' },
      },
    ]);
    expect(await response.lastProposal(emergencyId)).toMatchObject({ state: 'endorsed', endorsedBy: officer.name });
    expect((await response.audit(emergencyId)).at(-1)).toMatchObject({ action: 'level.endorsed', actor: officer.id });
    expect((await response.endorse(emergencyId, proposal)).json().code).toBe('level.already-endorsed');
  });

  it('is refused, without any effect, where it may not be', async () => {
    const { emergencyId } = await response.openEmergency();
    await response.relocate(emergencyId, 300);
    const proposal = await response.lastProposal(emergencyId);
    const state = await response.state();

    for (const [status, code, answer] of [
      [403, 'auth.role-required', await response.endorse(emergencyId, proposal, person('commander'))],
      [
        403,
        'account.outside-division',
        await response.endorse(emergencyId, proposal, person('duty-officer', '621022')),
      ],
      [404, 'level.proposal-not-found', await response.endorse(emergencyId, { ...proposal, id: randomUUID() })],
      [404, 'emergency.not-found', await response.endorse(randomUUID(), proposal)],
      [409, 'level.content-changed', await response.endorse(emergencyId, { ...proposal, contentHash: '0'.repeat(64) })],
    ] as const)
      expect([answer.json().code, answer.statusCode]).toEqual([code, status]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });
});
