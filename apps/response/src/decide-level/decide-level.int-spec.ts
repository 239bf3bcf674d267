import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const commander = person('commander');

async function proposed(count = 2_000, mode: 'actual' | 'exercise' = 'actual') {
  const { emergencyId } = await response.openEmergency({}, mode);
  await response.relocate(emergencyId, count, mode);
  return { emergencyId, proposal: await response.lastProposal(emergencyId) };
}

describe('another person', () => {
  it('approves an endorsed level, which becomes active at once', async () => {
    const { emergencyId, proposal } = await proposed(2_000, 'exercise');
    await response.endorse(emergencyId, proposal);
    await response.events();
    const answer = await response.decide(emergencyId, proposal, true, commander);

    expect([answer.statusCode, answer.json().state]).toEqual([200, 'approved']);
    expect(await response.events()).toMatchObject([
      {
        type: 'response.level-activated.v1',
        mode: 'exercise',
        data: {
          activationId: answer.json().activationId,
          proposalId: proposal.id,
          level: 'II',
          draft: true,
          authority: 'commander',
          activatedBy: { accountId: commander.id },
        },
      },
    ]);
    expect((await response.get(`/${emergencyId}/activations`)).json().items).toMatchObject([
      { id: answer.json().activationId, level: 'II', state: 'active', draft: true },
    ]);
    expect((await response.audit(emergencyId)).at(-1)).toMatchObject({ action: 'level.approved', actor: commander.id });
  });

  it('approves a higher one later, which raises what is active', async () => {
    const { emergencyId } = await proposed(300);
    const activationId = await response.activate(emergencyId);
    await response.relocate(emergencyId, 700);
    const higher = await response.lastProposal(emergencyId);
    await response.endorse(emergencyId, higher);
    await response.events();
    await response.decide(emergencyId, higher, true);

    expect(await response.events()).toMatchObject([
      { type: 'response.level-raised.v1', data: { activationId, from: 'IV', to: 'III', proposalId: higher.id } },
    ]);
  });

  it('declines it, and it is not proposed again', async () => {
    const { emergencyId, proposal } = await proposed(300);
    expect((await response.decide(emergencyId, proposal, false)).json()).toEqual({ state: 'declined' });
    expect(await response.events()).toMatchObject([{ type: 'response.level-proposal-declined.v1' }]);

    expect(await response.relocate(emergencyId, 50)).toEqual([]);
  });

  it('once, when several do at the same time', async () => {
    const { emergencyId, proposal } = await proposed(300);
    await response.endorse(emergencyId, proposal);
    await response.events();
    const answers = await Promise.all(
      [true, false, true].map((approve) => response.decide(emergencyId, proposal, approve, person('commander'))),
    );

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    expect(await response.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it may not', async () => {
    const { emergencyId, proposal } = await proposed();
    const unendorsed = await response.decide(emergencyId, proposal, true);
    expect([unendorsed.statusCode, unendorsed.json().code]).toEqual([409, 'level.not-endorsed']);
    const both = { ...person('duty-officer'), roles: ['duty-officer', 'commander'] };
    await response.endorse(emergencyId, proposal, both);
    await response.events();
    const state = await response.state();

    for (const [status, code, answer] of [
      [403, 'level.same-person', await response.decide(emergencyId, proposal, true, both)],
      [403, 'level.same-person', await response.decide(emergencyId, proposal, false, both)],
      [403, 'level.no-authority', await response.decide(emergencyId, proposal, true, person('duty-leader'))],
      [403, 'auth.role-required', await response.decide(emergencyId, proposal, true, person('duty-officer'))],
      [
        403,
        'account.outside-division',
        await response.decide(emergencyId, proposal, true, person('commander', '621023')),
      ],
      [
        409,
        'level.content-changed',
        await response.decide(emergencyId, { ...proposal, contentHash: '0'.repeat(64) }, true),
      ],
    ] as const)
      expect([answer.json().code, answer.statusCode]).toEqual([code, status]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const { emergencyId, proposal } = await proposed(300);
    await response.endorse(emergencyId, proposal);
    await response.settled();
    const state = await response.state();
    await response.without(table, async () =>
      expect((await response.decide(emergencyId, proposal, true)).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await response.state()).toEqual(state);
  });
});

describe('the database itself', () => {
  it('refuses one person as endorser and decider, and two active levels of a plan', async () => {
    const { emergencyId, proposal } = await proposed(300);
    await response.endorse(emergencyId, proposal);
    const approve = `update response.level_proposals set state = 'approved', decided_by = endorsed_by where id = $1`;
    await expect(response.database.query(approve, [proposal.id])).rejects.toThrow('level_proposals_two_persons');
    await response.decide(emergencyId, proposal, true);
    const again = `insert into response.activations select gen_random_uuid(), emergency_id, plan, plan_name, division_code,
      level, draft, state, proposal_id, activated_at, activated_by, activated_by_name, authority, changed_at, ended_at
      from response.activations`;
    await expect(response.database.query(again)).rejects.toThrow('activations_active');
  });
});
