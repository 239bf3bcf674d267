import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

describe('an active level', () => {
  it('is ended once, and only then the emergency is closed', async () => {
    const { emergencyId } = await response.openEmergency();
    await response.relocate(emergencyId, 300);
    const activationId = await response.activate(emergencyId);
    const end = (by = person('commander')) =>
      response.post(`/${emergencyId}/activations/${activationId}/end`, { reason: '险情解除' }, by);
    const closing = await response.post(
      `/${emergencyId}/closing-proposals`,
      { reason: '结束' },
      person('duty-officer'),
    );
    const close = () =>
      response.post(
        `/${emergencyId}/closing-decisions`,
        { ...closing.json(), decision: 'approve', reason: '同意' },
        person('commander'),
      );
    await response.events();

    expect((await close()).json().code).toBe('emergency.level-active');
    expect((await end(person('duty-leader'))).json().code).toBe('level.no-authority');
    expect((await end()).statusCode).toBe(204);
    expect(await response.events()).toMatchObject([
      {
        type: 'response.level-ended.v1',
        data: { activationId, level: 'IV', authority: 'commander', reason: '险情解除' },
      },
    ]);
    expect((await end()).json().code).toBe('level.ended');
    // What still counts on does not propose it again.
    expect(await response.relocate(emergencyId, 50)).toEqual([]);
    expect((await close()).statusCode).toBe(204);
  });

  it('that is ended declines the proposal that was waiting', async () => {
    const { emergencyId } = await response.openEmergency();
    await response.relocate(emergencyId, 300);
    const activationId = await response.activate(emergencyId);
    await response.relocate(emergencyId, 700);
    await response.post(`/${emergencyId}/activations/${activationId}/end`, { reason: '险情解除' }, person('commander'));

    expect(await response.lastProposal(emergencyId)).toMatchObject({ level: 'III', state: 'declined' });
    expect((await response.events()).map(({ type }) => type)).toEqual([
      'response.level-ended.v1',
      'response.level-proposal-declined.v1',
    ]);
  });
});
