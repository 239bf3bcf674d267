import { randomUUID } from 'node:crypto';
import { person, ResponseInTest } from '../../../../test/response/response-in-test';

let response: ResponseInTest;
beforeAll(async () => (response = await ResponseInTest.start()));
beforeEach(() => response.clear());
afterAll(() => response.stop());

const officer = person('duty-officer');
const fact = { metric: 'days-without-rain', unit: 'days', value: 95, divisionCode: '621023', document: '旱情报告' };
const drought = { event: '干旱', eventCodes: ['11B22'] };

describe('a declared fact', () => {
  it('goes out with its person and paper, and is among the figures', async () => {
    const { emergencyId } = await response.openEmergency(drought, 'exercise');
    const answer = await response.post(
      `/${emergencyId}/facts`,
      { ...fact, happenedAt: '2021-05-01T00:00:00Z' },
      officer,
    );

    expect(answer.statusCode).toBe(201);
    expect((await response.settled())[0]).toMatchObject({
      type: 'response.fact-declared.v1',
      mode: 'exercise',
      data: {
        factId: answer.json().factId,
        ...fact,
        happenedAt: '2021-05-01T00:00:00.000Z',
        declaredBy: { name: officer.name },
      },
    });
    expect((await response.get(`/${emergencyId}/figures`)).json().items).toContainEqual({
      metric: 'days-without-rain',
      unit: 'days',
      value: 95,
      eventCount: 1,
    });
    expect(await response.audit(emergencyId)).toContainEqual(
      expect.objectContaining({ action: 'emergency.fact-declared', actor: officer.id, mode: 'exercise' }),
    );
  });

  it('takes the place of what the division declared before', async () => {
    const { emergencyId } = await response.openEmergency(drought);
    for (const value of [80, 60]) await response.post(`/${emergencyId}/facts`, { ...fact, value }, officer);

    expect((await response.get(`/${emergencyId}/figures`)).json().items).toContainEqual(
      expect.objectContaining({ metric: 'days-without-rain', value: 60 }),
    );
  });

  it('is refused, without any effect, where it may not be declared', async () => {
    const { emergencyId } = await response.openEmergency(drought);
    const state = await response.state();
    const declare = (change: object, by = officer, id = emergencyId) =>
      response.post(`/${id}/facts`, { ...fact, ...change }, by);

    for (const [status, code, answer] of [
      [422, 'fact.is-counted', await declare({ metric: 'relocated-persons', unit: 'persons' })],
      [422, 'fact.unknown-metric', await declare({ metric: 'moon-phase' })],
      [422, 'fact.other-unit', await declare({ unit: 'weeks' })],
      [422, 'fact.outside-emergency', await declare({ divisionCode: '621022' })],
      [422, 'fact.in-future', await declare({ happenedAt: '2999-01-01T00:00:00Z' })],
      [400, 'request.invalid', await declare({ value: 'many' })],
      [403, 'account.outside-division', await declare({}, person('duty-officer', '621022'))],
      [403, 'auth.role-required', await declare({}, person('messenger'))],
      [404, 'emergency.not-found', await declare({}, officer, randomUUID())],
    ] as const)
      expect([answer.json().code, answer.statusCode]).toEqual([code, status]);
    expect(await response.state()).toEqual(state);
    expect(await response.events()).toEqual([]);
  });
});
