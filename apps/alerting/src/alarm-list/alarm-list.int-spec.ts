import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signCap } from '@libs/cap';
import { newId } from '@libs/kernel';
import { makeIdentity } from '@libs/testing';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage } from '../../../../test/alerting/cap-message';

const NOW = new Date('2026-07-10T12:00:00Z');
const DAY = 24 * 3_600_000;
const office = makeIdentity({ name: 'Weather Office', validTo: new Date(NOW.getTime() + 6 * DAY) });
let now = NOW;
let folder: string;
let alerting: AlertingInTest;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fenghuo-alarms-'));
  await writeFile(join(folder, 'office.pem'), office.certificate.toString());
  process.env.ALERTING_TRUST_DIR = folder;
  alerting = await startAlerting(() => now);
});
beforeEach(() => (now = NOW));
afterAll(async () => {
  delete process.env.ALERTING_TRUST_DIR;
  await alerting.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Alarm {
  kind: string;
  text: Record<string, string>;
  messageId?: string;
  feedId?: string;
}
const alarms = async (): Promise<Alarm[]> => (await alerting.get('/api/alerting/alarms')).json().items;
const ofKind = async (kind: string) => (await alarms()).filter((alarm) => alarm.kind === kind);
const message = (more: Parameters<typeof capMessage>[0] = {}) => capMessage({ sent: NOW, ...more });

describe('the alarms', () => {
  it('name a certificate within 30, 7 and 1 days of its end, and one that has run out', async () => {
    for (const [days, said] of [
      [-40, undefined],
      [-20, 'within 30 days'],
      [0, 'within 7 days'],
      [5.5, 'within 1 days'],
      [7, 'has run out'],
    ] as const) {
      now = new Date(NOW.getTime() + days * DAY);
      const [alarm] = await ofKind('certificate-runs-out');
      if (said === undefined) expect(alarm).toBeUndefined();
      else expect(alarm?.text.en).toContain(said);
    }
  });

  it('name every signature that fails, whatever became of the message, for a day', async () => {
    const signed = signCap(message(), office);
    await alerting.post(signed);
    expect(await ofKind('signature-failed')).toEqual([]);
    const broken = signed.replace('<severity>Extreme<', '<severity>Minor<');
    const { messageId } = (await alerting.post(broken)).json();
    expect(await ofKind('signature-failed')).toMatchObject([{ messageId, text: { 'zh-CN': expect.any(String) } }]);
    now = new Date(NOW.getTime() + 1.1 * DAY);
    expect(await ofKind('signature-failed')).toEqual([]);
  });

  it('name one identity with other bytes until a person has closed it', async () => {
    const identifier = newId();
    await alerting.post(message({ identifier }));
    const { messageId } = (await alerting.post(message({ identifier, headline: '别的' }))).json();
    expect(await ofKind('conflict')).toMatchObject([{ messageId }]);
    await alerting.command('POST', `/api/alerting/messages/${messageId}/reject`, { reason: '已电话核实' });
    expect(await ofKind('conflict')).toEqual([]);
  });

  it('name a feed that is silent', async () => {
    const feed = { name: newId(), accountId: newId() };
    const { id } = (await alerting.command('POST', '/api/alerting/feeds', feed, { roles: ['administrator'] })).json();
    await alerting.database.query('update alerting.feeds set enabled = false, silent_since = now() where id = $1', [
      id,
    ]);
    expect(await ofKind('feed-silent')).toMatchObject([
      { feedId: id, text: { en: expect.stringContaining(feed.name) } },
    ]);
  });

  it('are for those who lead, administer or audit, and for no feed', async () => {
    expect((await alerting.get('/api/alerting/alarms', ['feed'])).statusCode).toBe(403);
    expect((await alerting.get('/api/alerting/alarms', ['auditor'])).statusCode).toBe(200);
  });
});
