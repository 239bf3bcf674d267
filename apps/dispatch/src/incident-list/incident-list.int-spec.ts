import { randomUUID } from 'node:crypto';
import { person } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest, statusAndCode } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
const ids: Record<'first' | 'resolved' | 'exercise', string> = { first: '', resolved: '', exercise: '' };
const emergencies = { actual: '', exercise: '' };

async function report(emergencyId: string, change: object = {}): Promise<string> {
  const body = { emergencyId, kind: 'collapse', name: '塌方', description: '路基', divisionCode: '621025', ...change };
  return ((await dispatch.post('/incidents', body, person('duty-officer'))).json() as { incidentId: string })
    .incidentId;
}
beforeAll(async () => {
  dispatch = await DispatchInTest.start();
  emergencies.actual = await dispatch.openEmergency();
  emergencies.exercise = await dispatch.openEmergency('exercise');
  ids.first = await report(emergencies.actual, { position: [107.88, 36.03], sourceDate: '10月4日' });
  ids.resolved = await report(emergencies.actual, { kind: 'power-loss', divisionCode: '621021103' });
  ids.exercise = await report(emergencies.exercise);
  await dispatch.post(`/incidents/${ids.resolved}/resolve`, { reason: '已恢复供电' }, person('duty-officer'));
});
afterAll(() => dispatch.stop());

const idsOf = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map(({ id }) => id);

describe('the list of incidents', () => {
  it('begins with the newest, and says of each what it is', async () => {
    const answer = await dispatch.get('/incidents');

    expect(idsOf(answer)).toEqual([ids.exercise, ids.resolved, ids.first]);
    expect(answer.json().items[2]).toEqual({
      id: ids.first,
      emergencyId: emergencies.actual,
      mode: 'actual',
      kind: 'collapse',
      name: '塌方',
      description: '路基',
      divisionCode: '621025',
      position: [107.88, 36.03],
      happenedAt: null,
      sourceDate: '10月4日',
      state: 'open',
      reportedAt: expect.any(String),
      reportedBy: 'duty-officer 621000',
      endedAt: null,
      endedBy: null,
      endReason: null,
      version: 1,
    });
  });

  it.each([
    ['filter[emergency]=EMERGENCY&sort=reportedAt', ['first', 'resolved']],
    ['filter[mode]=exercise', ['exercise']],
    ['filter[state]=resolved', ['resolved']],
    ['filter[kind]=power-loss', ['resolved']],
    ['filter[division]=621021', ['resolved']],
    ['filter[division]=621000&limit=1', ['exercise']],
  ] as const)('is filtered and sorted: %s', async (query, names) => {
    const asked = query.replace('EMERGENCY', emergencies.actual);
    expect(idsOf(await dispatch.get(`/incidents?${asked}`))).toEqual(names.map((name) => ids[name]));
  });

  it('refuses a filter that is none', async () =>
    expect((await dispatch.get('/incidents?filter[state]=gone')).statusCode).toBe(400));
});

describe('one incident', () => {
  it('comes with its version as the ETag', async () => {
    const answer = await dispatch.get(`/incidents/${ids.resolved}`);
    expect(answer.headers.etag).toBe('"2"');
    expect(answer.json()).toMatchObject({ state: 'resolved', endReason: '已恢复供电', position: null });
  });

  it('that is none is not found', async () =>
    expect(statusAndCode(await dispatch.get(`/incidents/${randomUUID()}`))).toEqual([404, 'incident.not-found']));
});
