import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, refersTo } from '../../../../test/alerting/cap-message';

let alerting: AlertingInTest;

beforeAll(async () => {
  alerting = await startAlerting();
  await alerting.post(capMessage({ identifier: 'old' }));
  await alerting.post(capMessage({ identifier: 'new', msgType: 'Update', references: refersTo('old') }));
  await alerting.post(capMessage({ identifier: 'drill', status: 'Exercise', severity: 'Minor', headline: '演练' }));
  await alerting.post(capMessage({ identifier: 'secret', scope: 'Restricted' }));
  await alerting.post(capMessage({ msgType: 'Cancel', references: refersTo('never-seen'), info: null }));
});
afterAll(() => alerting.stop());

const list = async (query = '', roles?: string[]) =>
  (await alerting.get(`/api/alerting/warnings?${query}`, roles))
    .json()
    .items.map(({ identifier }: { identifier: string }) => identifier);

describe('the list of warnings', () => {
  it('shows the newest first, and not what is only awaited', async () => {
    expect(await list()).toEqual(['secret', 'drill', 'new', 'old']);
  });

  it('is filtered by state, mode, severity and sender', async () => {
    expect(await list('filter[state]=superseded')).toEqual(['old']);
    expect(await list('filter[mode]=exercise')).toEqual(['drill']);
    expect(await list('filter[severity]=Minor')).toEqual(['drill']);
    expect(await list('filter[sender]=nobody')).toEqual([]);
  });

  it('comes page by page', async () => {
    const first = (await alerting.get('/api/alerting/warnings?limit=3')).json();
    expect(first.items).toHaveLength(3);
    expect(await list(`limit=3&cursor=${first.next}`)).toEqual(['old']);
  });

  it('ALRT-10: shows what is not public only to those who lead', async () => {
    expect(await list('', ['messenger'])).toEqual(['drill', 'new', 'old']);
    const [{ id }] = (
      await alerting.get('/api/alerting/warnings?filter[sender]=Qingcheng_Meteorological_Observatory')
    ).json().items;
    expect((await alerting.get(`/api/alerting/warnings/${id}`, ['messenger'])).statusCode).toBe(404);
    expect((await alerting.get(`/api/alerting/warnings/${id}`, ['commander'])).json()).toMatchObject({
      identifier: 'secret',
      scope: 'Restricted',
    });
  });

  it('says 404 in problem details for one that does not exist, and 401 without a token', async () => {
    const answer = await alerting.get(`/api/alerting/warnings/${newId()}`);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'warning.not-found' });
    expect((await alerting.app.inject('/api/alerting/warnings')).statusCode).toBe(401);
  });
});
