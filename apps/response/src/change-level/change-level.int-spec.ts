import { randomUUID } from 'node:crypto';
import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

async function active(count = 300) {
  const { emergencyId } = await response.openEmergency();
  await response.relocate(emergencyId, count);
  const activationId = await response.activate(emergencyId);
  const change = (level: string, by = person('commander'), id = activationId) =>
    response.post(`/${emergencyId}/activations/${id}/change`, { level, reason: '形势变化' }, by);
  return { emergencyId, activationId, change };
}

describe('an active level', () => {
  it('is raised and lowered by a person, with reason and authority', async () => {
    const { emergencyId, activationId, change } = await active();
    expect([(await change('II')).statusCode, (await change('III')).statusCode]).toEqual([204, 204]);

    expect(await response.events()).toMatchObject([
      { type: 'response.level-raised.v1', data: { activationId, from: 'IV', to: 'II', authority: 'commander' } },
      { type: 'response.level-lowered.v1', data: { activationId, from: 'II', to: 'III', reason: '形势变化' } },
    ]);
    expect((await response.get(`/${emergencyId}/activations`)).json().items).toMatchObject([{ level: 'III' }]);
    expect((await response.audit(emergencyId)).slice(-2)).toMatchObject([
      { action: 'level.raised' },
      { action: 'level.lowered', reason: '形势变化' },
    ]);
  });

  it('that is raised past a waiting proposal declines it', async () => {
    const { emergencyId, change } = await active();
    await response.relocate(emergencyId, 700);
    await change('III');

    expect((await response.events()).map(({ type }) => type)).toEqual([
      'response.level-raised.v1',
      'response.level-proposal-declined.v1',
    ]);
    expect(await response.lastProposal(emergencyId)).toMatchObject({ level: 'III', state: 'declined' });
  });

  it('is not changed, without any effect, where it may not be', async () => {
    const { change } = await active();
    const state = await response.state();

    for (const [status, code, answer] of [
      [403, 'level.no-authority', await change('II', person('duty-leader'))],
      [403, 'auth.role-required', await change('II', person('duty-officer'))],
      [403, 'account.outside-division', await change('II', person('commander', '621022'))],
      [404, 'level.activation-not-found', await change('II', person('commander'), randomUUID())],
      [409, 'level.same-level', await change('IV')],
      [400, 'request.invalid', await change('V')],
    ] as const)
      expect([answer.json().code, answer.statusCode]).toEqual([code, status]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });
});
