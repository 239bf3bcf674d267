import {
  areaOf,
  person,
  ResponseInTest,
  warningCancelled,
  warningExpired,
  warningIssued,
} from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const stateOf = async (emergencyId: string) => (await response.get(`/${emergencyId}`)).json().state as string;

describe('a warning that lapses', () => {
  it.each([
    ['cancelled', warningCancelled],
    ['expired', warningExpired],
  ])('because it is %s puts a question to a person and ends nothing', async (lapse, lapsed) => {
    const { emergencyId, warningId } = await response.openEmergency();
    await response.handle(lapsed(warningId));

    expect(await response.events()).toMatchObject([
      {
        type: 'response.warning-lapsed.v1',
        key: emergencyId,
        mode: 'actual',
        emergencyId,
        data: { warningId, lapse, inForceLeft: 0 },
      },
    ]);
    expect(await stateOf(emergencyId)).toBe('open');
    expect((await response.audit(emergencyId)).at(-1)).toMatchObject({
      action: 'emergency.warning-lapsed',
      mode: 'actual',
    });
  });

  it('says how many of the emergency are still in force', async () => {
    const { warningId } = await response.openEmergency();
    await response.handle(warningIssued(), warningIssued());
    await response.events();
    await response.handle(warningCancelled(warningId));

    expect(await response.events()).toMatchObject([{ data: { inForceLeft: 2 } }]);
  });

  it('asks once, however often it is delivered', async () => {
    const { warningId } = await response.openEmergency();
    const cancelled = warningCancelled(warningId);
    await response.handle(cancelled);
    await response.events();
    const state = await response.state();

    await response.handle(cancelled, cancelled);

    expect(await response.events()).toEqual([]);
    expect(await response.state()).toEqual(state);
  });

  it('asks nothing where it belongs to no emergency', async () => {
    const lone = warningIssued({ area: areaOf('610600') });
    await response.handle(lone);
    await response.handle(warningCancelled(lone.warningId));

    expect(await response.events()).toEqual([]);
  });

  it('asks nothing of an emergency that is closed', async () => {
    const { emergencyId, warningId } = await response.openEmergency();
    const proposed = await response.post(
      `/${emergencyId}/closing-proposals`,
      { reason: '结束' },
      person('duty-officer'),
    );
    const approval = { ...proposed.json(), decision: 'approve', reason: '同意' };
    expect((await response.post(`/${emergencyId}/closing-decisions`, approval, person('commander'))).statusCode).toBe(
      204,
    );
    await response.events();

    await response.handle(warningCancelled(warningId));

    expect(await response.events()).toEqual([]);
    expect(await stateOf(emergencyId)).toBe('closed');
  });

  it('in an exercise does not touch what is real', async () => {
    const { emergencyId, warningId } = await response.openEmergency();
    await response.handle(warningCancelled(warningId, warningId, 'exercise'));

    expect(await response.events()).toEqual([]);
    expect((await response.get(`/${emergencyId}`)).json().warnings).toMatchObject([{ inForce: true }]);
  });
});
