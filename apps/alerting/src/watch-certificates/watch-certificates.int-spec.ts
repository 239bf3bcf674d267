import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@libs/kernel';
import { Metrics } from '@libs/observability';
import { makeIdentity } from '@libs/testing';
import { readAlertingConfig } from '../alerting.config';
import { AlarmRulesRepository } from '../persistence/alarm-rules.repository';
import { TrustDirectory } from '../persistence/trust-directory';
import { WatchCertificates } from './watch-certificates';

const office = makeIdentity({ name: 'Weather Office', validTo: new Date('2026-07-31T00:00:00Z') });

describe('the folder of trusted certificates', () => {
  let folder: string;
  const open = () => {
    const config = readAlertingConfig({ ALERTING_TRUST_DIR: folder });
    const trust = new TrustDirectory(config);
    const metrics = new Metrics();
    const watch = new WatchCertificates(trust, new AlarmRulesRepository(config), metrics, systemClock);
    return { trust, metrics, watch };
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fenghuo-trust-'));
    await writeFile(join(folder, 'office.pem'), office.certificate.toString());
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('tells 30, 7 and 1 days before a certificate runs out and when it has, each once', async () => {
    const { watch, metrics } = open();
    const alarms: (number | undefined)[] = [];
    for (const day of ['06-01', '07-01', '07-02', '07-24', '07-25', '07-30', '08-01', '08-02']) {
      const [told] = await watch.execute(new Date(`2026-${day}T12:00:00Z`));
      alarms.push(told?.alarm);
    }
    expect(alarms).toEqual([undefined, 30, undefined, 7, undefined, 1, 0, undefined]);
    expect(await metrics.registry.metrics()).toContain(
      'fenghuo_alerting_certificate_days_left{subject="CN=Weather Office"} -3',
    );
  });

  it('is read anew, with who may sign for whom', async () => {
    const { trust, watch } = open();
    expect(await trust.current()).toEqual({ certificates: [office.certificate.toString()] });
    const bindings = [{ senders: ['office@example.org'], subjects: ['Weather Office'] }];
    await writeFile(join(folder, 'bindings.json'), JSON.stringify(bindings));
    await watch.execute(new Date('2026-02-01T00:00:00Z'));
    expect(await trust.current()).toEqual({ certificates: [office.certificate.toString()], bindings });
  });

  it.each([
    ['broken.pem', 'no certificate in here'],
    ['bindings.json', '[{"senders": []}]'],
  ])('names a file that is wrong (%s), and keeps what was read before', async (name, text) => {
    const { trust, watch } = open();
    await trust.current();
    await writeFile(join(folder, name), text);
    await expect(watch.execute()).rejects.toThrow(name);
    expect((await trust.current()).certificates).toHaveLength(1);
  });
});
