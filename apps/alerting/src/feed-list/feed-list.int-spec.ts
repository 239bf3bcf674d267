import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';

let alerting: AlertingInTest;
beforeAll(async () => {
  alerting = await startAlerting();
  for (const [name, more] of [
    ['b', { url: 'https://b.example/', enabled: false }],
    ['a', { accountId: newId() }],
    ['c', { url: 'https://c.example/', enabled: false }],
  ] as const)
    await alerting.command('POST', '/api/alerting/feeds', { name, ...more }, { roles: ['administrator'] });
});
afterAll(() => alerting.stop());

const names = async (query = '') =>
  (await alerting.get(`/api/alerting/feeds?${query}`)).json().items.map(({ name }: { name: string }) => name);

describe('the list of feeds', () => {
  it('is in the order of their names, and can be filtered', async () => {
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await names('sort=-name&limit=2')).toEqual(['c', 'b']);
    expect(await names('filter[kind]=pushed')).toEqual(['a']);
    expect(await names('filter[enabled]=false')).toEqual(['b', 'c']);
    expect(await names('filter[isSilent]=true')).toEqual([]);
  });

  it('is shown to those who lead, administer or audit, and to no feed', async () => {
    expect((await alerting.get('/api/alerting/feeds', ['auditor'])).statusCode).toBe(200);
    expect((await alerting.get('/api/alerting/feeds', ['feed'])).statusCode).toBe(403);
  });
});
