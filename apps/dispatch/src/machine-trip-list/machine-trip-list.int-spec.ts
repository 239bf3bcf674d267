import { person } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
const ids: Record<'first' | 'withdrawn' | 'exercise', string> = { first: '', withdrawn: '', exercise: '' };
const about = { emergencyId: '', machineId: '', missionId: '' };
const dispatcher = person('dispatcher');

async function record(emergencyId: string, change: object): Promise<string> {
  const row = { machineId: about.machineId, destination: '五顷塬乡', divisionCode: '621025', ...change };
  const answer = await dispatch.post('/machine-trips', { emergencyId, rows: [row] }, dispatcher);
  return (answer.json() as { results: [{ id: string }] }).results[0].id;
}
beforeAll(async () => {
  dispatch = await DispatchInTest.start();
  Object.assign(about, await dispatch.mission('arrived'), { machineId: await dispatch.knowMachine() });
  const { emergencyId, missionId } = about;
  ids.first = await record(emergencyId, { leftAt: '2021-10-05T02:00:00Z', missionId });
  ids.withdrawn = await record(emergencyId, {
    leftAt: '2021-10-04T02:00:00Z',
    returnedAt: '2021-10-04T04:00:00Z',
    divisionCode: '621021103',
  });
  ids.exercise = await record(await dispatch.openEmergency('exercise'), { leftAt: '2021-10-06T02:00:00Z' });
  await dispatch.post(`/machine-trips/${ids.withdrawn}/withdraw`, { reason: '重复登记' }, dispatcher);
});
afterAll(() => dispatch.stop());

const idsOf = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map(({ id }) => id);

describe('the list of machine-trips', () => {
  it('begins with what was recorded last, and says of each what it was', async () => {
    const answer = await dispatch.get('/machine-trips');

    expect(idsOf(answer)).toEqual([ids.exercise, ids.withdrawn, ids.first]);
    expect(answer.json().items[2]).toEqual({
      id: ids.first,
      emergencyId: about.emergencyId,
      mode: 'actual',
      machineId: about.machineId,
      missionId: about.missionId,
      destination: '五顷塬乡',
      divisionCode: '621025',
      leftAt: '2021-10-05T02:00:00.000Z',
      returnedAt: null,
      recordedAt: expect.any(String),
      recordedBy: dispatcher.name,
      withdrawn: false,
      withdrawnAt: null,
      withdrawalReason: null,
    });
  });

  it.each([
    ['filter[emergency]=EMERGENCY&sort=leftAt', ['withdrawn', 'first']],
    ['filter[machine]=MACHINE&sort=-leftAt', ['exercise', 'first', 'withdrawn']],
    ['filter[mission]=MISSION', ['first']],
    ['filter[mode]=exercise', ['exercise']],
    ['filter[withdrawn]=false', ['exercise', 'first']],
    ['filter[division]=621021', ['withdrawn']],
  ] as const)('is filtered and sorted: %s', async (query, names) => {
    const asked = query
      .replace('EMERGENCY', about.emergencyId)
      .replace('MACHINE', about.machineId)
      .replace('MISSION', about.missionId);
    expect(idsOf(await dispatch.get(`/machine-trips?${asked}`))).toEqual(names.map((name) => ids[name]));
  });

  it('refuses a filter that is none', async () =>
    expect((await dispatch.get('/machine-trips?filter[withdrawn]=maybe')).statusCode).toBe(400));
});
