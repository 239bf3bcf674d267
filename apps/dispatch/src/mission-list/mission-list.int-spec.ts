import { randomUUID } from 'node:crypto';
import { DispatchInTest, statusAndCode, type MissionInTest } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
const missions = {} as Record<'arrived' | 'declined' | 'exercise', MissionInTest>;

beforeAll(async () => {
  dispatch = await DispatchInTest.start();
  missions.arrived = await dispatch.mission('arrived');
  missions.declined = await dispatch.mission('declined', { emergencyId: missions.arrived.emergencyId });
  missions.exercise = await dispatch.mission('requested', {
    emergencyId: await dispatch.openEmergency('exercise'),
    teamId: missions.arrived.teamId,
  });
});
afterAll(() => dispatch.stop());

const idsOf = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map(({ id }) => id);

describe('the list of missions', () => {
  it('begins with the newest, and says of each how far it has come', async () => {
    const answer = await dispatch.get('/missions');
    const { arrived, declined, exercise } = missions;

    expect(idsOf(answer)).toEqual([exercise.missionId, declined.missionId, arrived.missionId]);
    expect(answer.json().items[2]).toEqual({
      id: arrived.missionId,
      emergencyId: arrived.emergencyId,
      mode: 'actual',
      teamId: arrived.teamId,
      teamName: '正宁县应急救援一队',
      incidentId: null,
      task: '疏通桥涵',
      divisionCode: '621025',
      state: 'arrived',
      requestedAt: expect.any(String),
      requestedBy: 'dispatcher 621000',
      acceptedAt: expect.any(String),
      arrivalEstimate: null,
      departedAt: expect.any(String),
      arrivedAt: expect.any(String),
      strength: 200,
      endedAt: null,
      endReason: null,
      version: 4,
    });
  });

  it.each([
    ['filter[emergency]=EMERGENCY&sort=requestedAt', ['arrived', 'declined']],
    ['filter[team]=TEAM', ['exercise', 'arrived']],
    ['filter[mode]=exercise', ['exercise']],
    ['filter[state]=arrived&filter[state]=declined', ['declined', 'arrived']],
    ['filter[division]=621021', []],
  ] as const)('is filtered and sorted: %s', async (query, names) => {
    const asked = query.replace('EMERGENCY', missions.arrived.emergencyId).replace('TEAM', missions.arrived.teamId);
    expect(idsOf(await dispatch.get(`/missions?${asked}`))).toEqual(names.map((name) => missions[name].missionId));
  });

  it('is paged by a cursor without gap or repetition', async () => {
    const first = await dispatch.get('/missions?limit=2');
    const next = await dispatch.get(`/missions?limit=2&cursor=${encodeURIComponent(first.json().next as string)}`);
    expect(new Set([...idsOf(first), ...idsOf(next)]).size).toBe(3);
  });
});

describe('one mission', () => {
  it('comes with its version as the ETag', async () => {
    const answer = await dispatch.get(`/missions/${missions.declined.missionId}`);
    expect(answer.headers.etag).toBe('"2"');
    expect(answer.json()).toMatchObject({ state: 'declined', endReason: '按现场情况', acceptedAt: null });
  });

  it('that is none is not found', async () =>
    expect(statusAndCode(await dispatch.get(`/missions/${randomUUID()}`))).toEqual([404, 'mission.not-found']));
});
