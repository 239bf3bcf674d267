import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@libs/persistence';
import { eventually } from '@libs/testing';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';
import type { Bridge } from './bridge/bridge-application';

describe.each(TRANSPORTS)('a database that goes away, over %s', (transport) => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let bridge: BridgeInTest;
  let service: Bridge;
  let isOver: boolean;
  let measuring: Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fenghuo-outage-'));
    postgres = await startEmbeddedPostgres({ dataDir: folder });
    bridge = await BridgeInTest.open(transport, { databaseUrl: postgres.url });
    service = await bridge.start({ relay: true, consumers: ['ledger'] });
    isOver = false;
    measuring = (async () => {
      // What fails was not committed, or was: either way the sum must be right in the end.
      while (!isOver) await service.measure({ spans: ['a', 'b', 'c', 'd'], count: 2 }).catch(() => undefined);
    })();
  });
  afterEach(async () => {
    await bridge.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const goesOn = async (): Promise<void> => {
    const before = await bridge.effectCount('ledger');
    await eventually(async () => (await bridge.effectCount('ledger')) > before + 20, { timeoutMs: 60_000 });
  };

  it('parks nothing and loses nothing when its connections are killed again and again', async () => {
    for (let i = 0; i < 5; i++) {
      await goesOn();
      await bridge.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    await goesOn();
    isOver = true;
    await measuring;

    await bridge.oneEffectEach('ledger');
    expect(await bridge.parked('ledger')).toEqual([]);
  });

  it('parks nothing and loses nothing when the server is ended the hard way and starts again', async () => {
    for (const patience of [0, 20_000]) {
      await goesOn();
      await postgres.stop(patience);
      postgres = await startEmbeddedPostgres({ dataDir: folder, port: postgres.port });
    }
    await goesOn();
    isOver = true;
    await measuring;

    await bridge.oneEffectEach('ledger');
    expect(await bridge.parked('ledger')).toEqual([]);
  });
});
