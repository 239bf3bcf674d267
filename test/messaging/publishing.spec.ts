import { eventually } from '@libs/testing';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';

describe.each(TRANSPORTS)('publishing over %s', (transport) => {
  let bridge: BridgeInTest;
  beforeEach(async () => {
    bridge = await BridgeInTest.open(transport);
  });
  afterEach(() => bridge.close());

  it('publishes nothing of a transaction that was rolled back', async () => {
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });

    await expect(service.measure({ spans: ['a', 'b'], count: 3, end: 'roll back' })).rejects.toThrow('rolled back');
    await service.measure({ spans: ['c'], count: 1 });

    await bridge.oneEffectEach('ledger');
    expect(await bridge.wire.count(bridge.topic)).toBe(1);
  });

  it('publishes what was committed, also when the process dies right after the commit', async () => {
    const dying = await bridge.fork();

    await expect(dying.measure({ spans: ['a', 'b'], count: 2, end: 'commit and die' })).rejects.toThrow('has ended');
    await bridge.start({ relay: true, consumers: ['ledger'] });

    await bridge.oneEffectEach('ledger');
    expect(await bridge.effects('ledger', 'a')).toEqual([1, 2]);
  });

  it.each(['before sending', 'after sending'] as const)(
    'has one effect when the relay dies right %s, with the rows still in the outbox',
    async (at) => {
      const dying = await bridge.fork({ relay: true, stopPoint: { at, signal: 'SIGKILL' } });
      await dying.measure({ spans: ['a', 'b'], count: 3 }).catch(() => undefined);
      expect(await dying.ended).toBe('SIGKILL');

      await bridge.start({ relay: true, consumers: ['ledger'] });

      await bridge.oneEffectEach('ledger');
      expect(await bridge.effects('ledger', 'b')).toEqual([1, 2, 3]);
    },
  );

  it('lets one of two relays work; a frozen one is replaced and sends nothing late when it wakes', async () => {
    const frozen = await bridge.fork({ relay: true, stopPoint: { at: 'rows known', signal: 'SIGSTOP' } });
    await frozen.measure({ spans: ['a', 'b'], count: 1 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });

    await service.measure({ spans: ['a', 'b'], count: 50 });
    await bridge.settled('ledger');
    expect(await bridge.wire.count(bridge.topic)).toBe(102);
    frozen.signal('SIGCONT');
    // It answers only when it is awake, and it stands by.
    await frozen.measure({ spans: ['a'], count: 1 });

    await bridge.oneEffectEach('ledger');
    await frozen.stop();
    expect(await bridge.wire.count(bridge.topic)).toBe(103);
  });

  it('keeps the order of commits when eight processes measure one span', async () => {
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });
    const producers = await Promise.all(Array.from({ length: 3 }, () => bridge.fork({ relay: true })));

    await Promise.all(
      [...producers, ...producers, service, service].map((producer) =>
        producer.measure({ spans: ['one'], count: 2, times: 50 }),
      ),
    );

    await bridge.oneEffectEach('ledger');
    expect(await bridge.effects('ledger', 'one')).toHaveLength(800);
  });

  it('keeps the order of commits when a number below those under way is committed late', async () => {
    const holder = await bridge.database.session();
    await holder.query('select pg_advisory_lock(4711)');
    // Numbers are given when rows are written; this transaction is held up between that and its commit.
    await bridge.database.query(`create function bridge.hold() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(4711); return null; end $$`);
    await bridge.database.query(`create constraint trigger hold after insert on bridge.outbox
      deferrable initially deferred for each row when (new.aggregateid = 'late') execute function bridge.hold()`);
    const relay = await bridge.fork({ relay: true, stopPoint: { at: 'before sending', signal: 'SIGSTOP' } });
    const service = await bridge.start({ consumers: ['ledger'] });

    const late = service.measure({ spans: ['late'], count: 1 });
    await eventually(async () => (await bridge.database.query(WAITING)).length > 0);
    await service.measure({ spans: ['early'], count: 600 });
    await eventually(() => relay.isFrozen);
    await holder.query('select pg_advisory_unlock(4711)');
    await late;
    await service.measure({ spans: ['late'], count: 1 });
    relay.signal('SIGCONT');

    await bridge.oneEffectEach('ledger');
    await holder.end();
  });

  it('passes 30,000 events of one transaction on', async () => {
    const service = await bridge.start({ relay: true, consumers: ['board'], config: { suspectWindowMs: 0 } });
    const spans = Array.from({ length: 1_000 }, (_, i) => `span-${i}`);

    await service.measure({ spans, count: 30 });

    await bridge.oneEffectEach('board', 110_000);
    expect(await bridge.effectCount('board')).toBe(30_000);
  });
});

/** Transactions that wait for the lock of the test. */
const WAITING = `select 1 from pg_locks where locktype = 'advisory' and objid = 4711 and not granted
  and database = (select oid from pg_database where datname = current_database())`;
