import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage } from '../../../../test/alerting/cap-message';

let alerting: AlertingInTest;
const BROKEN = '<alert>\r\n\u00e9';

beforeAll(async () => {
  alerting = await startAlerting();
  await alerting.post(capMessage({ identifier: 'good' }));
  await alerting.post(capMessage({ identifier: 'held', status: 'Real' }));
  await alerting.post(Buffer.from(BROKEN, 'latin1'), { headers: { 'content-type': 'text/xml; charset=iso-8859-1' } });
  await alerting.post(capMessage({ identifier: 'by-officer' }), { roles: ['duty-officer'] });
});
afterAll(() => alerting.stop());

const items = async (query = '', roles?: string[]) =>
  (await alerting.get(`/api/alerting/messages?${query}`, roles)).json().items;

describe('the list of messages', () => {
  it('shows every message with its verdict, the newest first', async () => {
    expect(await items()).toMatchObject([
      { identifier: 'by-officer', verdict: 'accepted', outcome: 'warning', warningId: expect.any(String) },
      { verdict: 'rejected', outcome: 'rejected', identifier: null, contentType: 'text/xml' },
      { verdict: 'held', outcome: 'held', identifier: 'held', mode: 'actual' },
      { identifier: 'good', verdict: 'accepted', deliveries: 1, headline: '庆城县气象台发布暴雨红色预警' },
    ]);
  });

  it('is filtered by verdict: what waits for a person', async () => {
    expect(await items('filter[verdict]=held')).toHaveLength(1);
    expect(await items('filter[outcome]=conflict')).toEqual([]);
  });

  it('shows one message with its findings, and its bytes as received', async () => {
    const [{ id }] = await items('filter[verdict]=rejected');
    expect((await alerting.get(`/api/alerting/messages/${id}`)).json()).toMatchObject({
      judgedAt: expect.any(String),
      findings: [{ severity: 'reject', text: { 'zh-CN': expect.any(String), en: expect.any(String) } }],
    });
    const raw = await alerting.get(`/api/alerting/messages/${id}/raw`);
    expect(raw.rawPayload.equals(Buffer.from(BROKEN, 'latin1'))).toBe(true);
    expect(raw.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringContaining('attachment'),
    });
  });

  it('ALRT-10: shows a feed only what it has sent itself, and others nothing', async () => {
    expect((await items('', ['feed'])).map(({ identifier }: { identifier: string }) => identifier)).toEqual([
      null,
      'held',
      'good',
    ]);
    const [{ id }] = await items('filter[identifier]=by-officer');
    expect((await alerting.get(`/api/alerting/messages/${id}/raw`, ['feed'])).statusCode).toBe(404);
    expect((await alerting.get('/api/alerting/messages', ['messenger'])).statusCode).toBe(403);
    expect((await alerting.get(`/api/alerting/messages/${newId()}`)).statusCode).toBe(404);
  });
});
