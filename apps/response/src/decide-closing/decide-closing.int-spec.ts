import { randomUUID } from 'node:crypto';
import { person, ResponseInTest, warningIssued } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');
const commander = person('commander');
interface Proposed {
  emergencyId: string;
  proposalId: string;
  contentHash: string;
}

async function proposed(by = officer): Promise<Proposed> {
  const { emergencyId } = await response.openEmergency();
  const answer = await response.post(`/${emergencyId}/closing-proposals`, { reason: '降雨结束' }, by);
  await response.events();
  return { emergencyId, ...(answer.json() as Omit<Proposed, 'emergencyId'>) };
}
const decide = ({ emergencyId, ...proposal }: Proposed, decision: 'approve' | 'decline', by = commander) =>
  response.post(`/${emergencyId}/closing-decisions`, { ...proposal, decision, reason: '已核对' }, by);

describe('another person decides', () => {
  it('that an emergency is over: it is closed, with one event and one audit entry', async () => {
    const proposal = await proposed();
    const { emergencyId, proposalId } = proposal;

    expect((await decide(proposal, 'approve')).statusCode).toBe(204);

    expect(await response.events()).toMatchObject([
      {
        type: 'response.emergency-closed.v1',
        key: emergencyId,
        mode: 'actual',
        data: { proposalId, reason: '已核对', closedBy: { accountId: commander.id } },
      },
    ]);
    expect((await response.audit(emergencyId)).at(-1)).toEqual({
      action: 'emergency.closing-approved',
      actor: commander.id,
      reason: '已核对',
      mode: 'actual',
    });
    const { state, closedAt, closingProposals } = (await response.get(`/${emergencyId}`)).json();
    expect([state, closedAt]).toEqual(['closed', expect.any(String)]);
    expect(closingProposals).toMatchObject([{ state: 'approved', decidedBy: commander.name }]);
  });

  it('that it is not over: it stays open, and closing can be proposed again', async () => {
    const proposal = await proposed();
    const { emergencyId } = proposal;

    expect((await decide(proposal, 'decline')).statusCode).toBe(204);

    expect(await response.events()).toMatchObject([
      { type: 'response.closing-declined.v1', key: emergencyId, data: { decidedBy: { accountId: commander.id } } },
    ]);
    expect((await response.audit(emergencyId)).at(-1)).toMatchObject({ action: 'emergency.closing-declined' });
    expect((await response.get(`/${emergencyId}`)).json().state).toBe('open');
    const again = await response.post(`/${emergencyId}/closing-proposals`, { reason: '确已结束' }, officer);
    expect(again.statusCode).toBe(201);
  });

  it('once, when several do at the same time', async () => {
    const proposal = await proposed();

    const answers = await Promise.all(
      (['approve', 'decline', 'approve'] as const).map((word) => decide(proposal, word, person('commander'))),
    );

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409, 409]);
    expect(await response.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it may not', async () => {
    const proposal = await proposed(commander);
    const state = await response.state();

    for (const [status, code, answer] of [
      [403, 'closing.same-person', await decide(proposal, 'approve')],
      [403, 'closing.same-person', await decide(proposal, 'decline')],
      [403, 'closing.no-authority', await decide(proposal, 'approve', person('duty-leader'))],
      [403, 'auth.role-required', await decide(proposal, 'approve', person('administrator'))],
      [403, 'account.outside-division', await decide(proposal, 'approve', person('commander', '621022'))],
      [
        404,
        'closing.not-found',
        await decide({ ...proposal, proposalId: randomUUID() }, 'approve', person('commander')),
      ],
      [404, 'emergency.not-found', await decide({ ...proposal, emergencyId: randomUUID() }, 'approve')],
      [
        409,
        'closing.content-changed',
        await decide({ ...proposal, contentHash: '0'.repeat(64) }, 'approve', person('commander')),
      ],
    ] as const)
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });

  it('on what was proposed only: a warning that arrives in between keeps it open', async () => {
    const proposal = await proposed();
    await response.handle(warningIssued());
    await response.events();

    const answer = await decide(proposal, 'approve');

    expect([answer.statusCode, answer.json().code]).toEqual([409, 'closing.content-changed']);
    expect((await response.get(`/${proposal.emergencyId}`)).json().state).toBe('open');
    expect(await response.events()).toEqual([]);
    expect((await decide(proposal, 'decline')).statusCode).toBe(204);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const proposal = await proposed();
    const state = await response.state();

    await response.without(table, async () =>
      expect((await decide(proposal, 'approve')).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await response.state()).toEqual(state);
  });
});

describe('after an emergency was closed', () => {
  it('nothing of it changes any more', async () => {
    const proposal = await proposed();
    const { emergencyId } = proposal;
    const [{ id: warningId }] = (await response.get(`/${emergencyId}`)).json().warnings;
    await decide(proposal, 'approve');
    await response.events();
    const state = await response.state();

    for (const answer of [
      await decide(proposal, 'decline', person('commander')),
      await response.post(`/${emergencyId}/closing-proposals`, { reason: '再次结束' }, officer),
      await response.post(`/${emergencyId}/warnings`, { warningId, reason: '并入' }, officer),
      await response.post(`/${emergencyId}/warnings/${warningId}/detachment`, { reason: '移出' }, officer),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'emergency.closed']);
    expect(await response.state()).toEqual(state);
  });

  it('the next warning of its hazard and place opens another one', async () => {
    const proposal = await proposed();
    await decide(proposal, 'approve');

    expect((await response.openEmergency()).emergencyId).not.toBe(proposal.emergencyId);
  });
});

describe('the database itself', () => {
  it('refuses one person as proposer and decider', async () => {
    const { proposalId } = await proposed();
    await expect(
      response.database.query(
        `update response.closing_proposals set state = 'approved', decided_by = proposed_by where id = $1`,
        [proposalId],
      ),
    ).rejects.toThrow('violates check constraint');
  });

  it('refuses a decision without a person', async () => {
    const { proposalId } = await proposed();
    await expect(
      response.database.query(`update response.closing_proposals set state = 'approved' where id = $1`, [proposalId]),
    ).rejects.toThrow('violates check constraint');
  });

  it('refuses a warning in two emergencies', async () => {
    const [one, other] = [await response.openEmergency(), await response.openEmergency({}, 'exercise')];
    await expect(
      response.database.query(
        `insert into response.attachments (emergency_id, warning_id, how, reason, attached_at)
         values ($1, $2, 'person', '并入', now())`,
        [other.emergencyId, one.warningId],
      ),
    ).rejects.toThrow('attachments_current');
  });
});
