import { randomUUID } from 'node:crypto';
import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const commander = person('commander');
const cancel = (id: string, by = commander) => response.post(`/${id}/cancel`, { reason: '误开' }, by);

describe('an emergency', () => {
  it('is cancelled by a commander, and does not change any more', async () => {
    const { emergencyId, warningId } = await response.openEmergency();
    expect((await cancel(emergencyId)).statusCode).toBe(204);

    expect(await response.events()).toMatchObject([
      {
        type: 'response.emergency-cancelled.v1',
        mode: 'actual',
        data: { cancelledBy: { accountId: commander.id }, reason: '误开' },
      },
    ]);
    expect((await response.get(`/${emergencyId}`)).json().state).toBe('cancelled');
    expect((await response.audit(emergencyId)).at(-1)).toMatchObject({ action: 'emergency.cancelled', reason: '误开' });
    for (const answer of [
      await cancel(emergencyId),
      await response.post(`/${emergencyId}/warnings`, { warningId, reason: '并入' }, commander),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'emergency.cancelled']);
    expect(await response.relocate(emergencyId, 300)).toEqual([]);
  });

  it('is not cancelled while a level is active; an exercise is, and its levels and proposals end with it', async () => {
    for (const mode of ['actual', 'exercise'] as const) {
      const { emergencyId } = await response.openEmergency({}, mode);
      await response.relocate(emergencyId, 300, mode);
      const activationId = await response.activate(emergencyId);
      await response.relocate(emergencyId, 700, mode);
      const answer = await cancel(emergencyId);
      const events = await response.events();
      if (mode === 'actual') {
        expect([answer.json().code, events]).toEqual(['emergency.level-active', []]);
        continue;
      }
      expect(events).toMatchObject([
        { type: 'response.level-ended.v1', mode, data: { activationId, authority: 'commander' } },
        { type: 'response.emergency-cancelled.v1', mode },
      ]);
      expect(await response.lastProposal(emergencyId)).toMatchObject({ state: 'superseded' });
    }
  });

  it('is not cancelled by whom it is not for', async () => {
    const { emergencyId } = await response.openEmergency();
    for (const [status, code, answer] of [
      [403, 'auth.role-required', await cancel(emergencyId, person('duty-officer'))],
      [403, 'account.outside-division', await cancel(emergencyId, person('commander', '621022'))],
      [404, 'emergency.not-found', await cancel(randomUUID())],
    ] as const)
      expect([answer.json().code, answer.statusCode]).toEqual([code, status]);
    expect(await response.events()).toEqual([]);
  });
});
