import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';

describe.each(TRANSPORTS)('effects over %s', (transport) => {
  let bridge: BridgeInTest;
  beforeEach(async () => {
    bridge = await BridgeInTest.open(transport);
  });
  afterEach(() => bridge.close());

  it('has one effect when the same message comes to several processes at once', async () => {
    await Promise.all([1, 2, 3].map(() => bridge.fork({ consumers: ['ledger'] })));
    const ids = Array.from({ length: 20 }, newId);
    const keys = ['east', 'middle', 'west'];
    for (const key of keys) await bridge.trouble(key, 'sleep', { ms: 50 });

    // The same ids under three keys, so that they run side by side; over Kafka in three partitions, at three processes.
    await bridge.wire.put(
      bridge.topic,
      ids.flatMap((id, n) => keys.map((key, partition) => bridge.message({ id, key, n, partition }))),
    );

    await bridge.settled('ledger');
    expect(await bridge.effectCount('ledger')).toBe(ids.length);
  });

  it('has one effect when the process dies in the middle of the handler', async () => {
    const producer = await bridge.start({ relay: true });
    await bridge.trouble('a', 'die', { n: 2, ms: 1_000 });
    const dying = await bridge.fork({ consumers: ['ledger'] });
    await producer.measure({ spans: ['a', 'b'], count: 3 });
    expect(await dying.ended).toBe('SIGKILL');
    expect(await bridge.effects('ledger', 'a')).toEqual([1]);

    await bridge.heal();
    await bridge.fork({ consumers: ['ledger'] });

    await bridge.oneEffectEach('ledger');
  });

  it('has one effect when the process dies after the commit and before the acknowledgement', async () => {
    const producer = await bridge.start({ relay: true });
    await bridge.trouble('a', 'die-committed', { n: 2 });
    const dying = await bridge.fork({ consumers: ['ledger'] });
    await producer.measure({ spans: ['a', 'b'], count: 3 });
    expect(await dying.ended).toBe('SIGKILL');
    expect(await bridge.effects('ledger', 'a')).toEqual([1, 2]);

    await bridge.heal();
    await bridge.fork({ consumers: ['ledger'] });

    await bridge.oneEffectEach('ledger');
  });

  it('has one effect of a message that is three times in a batch', async () => {
    const [twice, once] = [newId(), newId()];
    const thrice = [1, 1, 2, 1].map((n) => bridge.message({ id: n === 1 ? twice : once, key: 'a', n, partition: 0 }));
    await bridge.wire.put(bridge.topic, thrice);

    await bridge.start({ consumers: ['board'], config: { suspectWindowMs: 0 } });

    await bridge.settled('board');
    expect(await bridge.effects('board', 'a')).toEqual([1, 2]);
  });

  it('acknowledges each message of a batch that is done one by one: a slow one holds up none before it', async () => {
    const [first, slow, last] = [newId(), newId(), newId()];
    const messages = [first, slow, last].map((id, i) => bridge.message({ id, key: 'a', n: i + 1 }));
    await bridge.wire.put(bridge.topic, messages);
    const group = bridge.group('board');
    const blocker = await bridge.database.session();
    await blocker.query('begin');
    await blocker.query('insert into bridge.inbox (consumer, event_id) values ($1, $2)', [group, slow]);

    await bridge.start({ consumers: ['board'], config: { suspectWindowMs: 600_000 } });
    await eventually(async () => expect(await bridge.wire.lag(group, bridge.topic)).toBe(2));
    await blocker.query('rollback');
    await blocker.end();

    await bridge.settled('board');
    expect(await bridge.effects('board', 'a')).toEqual([1, 2, 3]);
  });

  it('records a refusal, does not try again and publishes nothing of it', async () => {
    await bridge.trouble('a', 'refuse', { n: 2 });
    const service = await bridge.start({ relay: true, consumers: ['limits'] });

    await service.measure({ spans: ['a'], count: 3 });

    await bridge.settled('limits');
    expect(await bridge.effects('limits', 'a')).toEqual([1, 3]);
    expect(await bridge.parked('limits')).toEqual([]);
    expect(await bridge.wire.count(bridge.events.LoadLimited.topic.name)).toBe(2);
    const outcomes = await bridge.database.query('select outcome from bridge.inbox where outcome is not null');
    expect(outcomes).toEqual([{ outcome: 'span.condemned' }]);
  });

  it('runs a handler once that is slower than the session time-out, and holds up nobody else', async () => {
    await bridge.trouble('slow', 'sleep', { ms: 5_000 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });
    await service.measure({ spans: ['slow'], count: 1 });

    await service.measure({ spans: ['b', 'c', 'd', 'e', 'f'], count: 20 });

    await eventually(async () => expect(await bridge.effectCount('ledger')).toBe(100));
    expect(await bridge.effects('ledger', 'slow')).toEqual([]);
    await bridge.oneEffectEach('ledger');
    expect(await bridge.database.query('select * from bridge.parked')).toEqual([]);
  });

  it('parks a handler that hangs; the others flow, and once it is healed it has one effect', async () => {
    await bridge.trouble('a', 'hang', { n: 1 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'], config: { handlerDeadlineMs: 1_000 } });

    await service.measure({ spans: ['a', 'b', 'c'], count: 3 });

    await eventually(async () => expect((await bridge.parked('ledger'))[0]).toMatchObject({ key: 'a', attempts: 2 }));
    expect(await bridge.effects('ledger', 'a')).toEqual([]);
    expect(await bridge.effects('ledger', 'c')).toEqual([1, 2, 3]);
    await bridge.heal();
    await bridge.oneEffectEach('ledger');
  });

  it('finishes and acknowledges what is in a handler at SIGTERM, leaves its group and ends', async () => {
    const producer = await bridge.start({ relay: true });
    await bridge.trouble('a', 'sleep', { ms: 1_500 });
    const ending = await bridge.fork({ consumers: ['ledger'] });
    await producer.measure({ spans: ['a'], count: 1 });
    await eventually(async () => {
      const running = await bridge.database.query(`select from pg_stat_activity where query like 'select pg_sleep%'
        and state = 'active' and datname = current_database() and pid <> pg_backend_pid()`);
      return running.length > 0;
    });

    ending.signal('SIGTERM');

    expect(await ending.ended).toBe(0);
    expect(await bridge.effects('ledger', 'a')).toEqual([1]);
    expect(await bridge.wire.lag(bridge.group('ledger'), bridge.topic)).toBe(0);
    expect(await bridge.wire.members(bridge.group('ledger'))).toBe(0);
  });

  it('tells a consumer that joins late everything from the first event on', async () => {
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });
    await service.measure({ spans: ['a', 'b', 'c', 'd'], count: 25 });
    await bridge.oneEffectEach('ledger');

    await bridge.start({ consumers: ['ledger'], alias: 'newcomer' });

    await bridge.oneEffectEach('newcomer');
  });

  it('builds the same rows again from the first event', async () => {
    const service = await bridge.start({ relay: true });
    const reader = await bridge.start({ consumers: ['board'] });
    await service.measure({ spans: ['a', 'b', 'c', 'd'], count: 25 });
    await bridge.oneEffectEach('board');
    const checksum = () =>
      bridge.database.query(`select md5(string_agg(t::text, ',' order by key, place)) from (
        select key, n, event_id, row_number() over (partition by key order by pos) as place from bridge.effects) t`);
    const before = await checksum();
    await reader.stop();

    await bridge.rewind('board');
    await bridge.database.query('delete from bridge.effects');
    await bridge.database.query('delete from bridge.inbox');
    await bridge.start({ consumers: ['board'] });

    await bridge.oneEffectEach('board');
    expect(await checksum()).toEqual(before);
  });

  it('keeps mode, correlation and trace over three hops', async () => {
    const service = await bridge.start({ relay: true, consumers: ['limits', 'roads', 'signs'] });
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

    await service.measure({
      spans: ['a'],
      count: 1,
      context: { mode: 'exercise', correlationId: 'one-drill', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });

    await eventually(async () => expect(await bridge.effectCount('signs')).toBe(1));
    const hops = await bridge.database.query<{
      event_id: string;
      envelope: Record<string, string>;
      traceparent: string;
    }>('select event_id, envelope, traceparent from bridge.effects order by pos');
    expect(hops).toHaveLength(3);
    hops.forEach(({ envelope, traceparent }, i) => {
      expect(envelope).toMatchObject({ mode: 'exercise', correlationId: 'one-drill' });
      expect(envelope.causationId).toBe(hops[i - 1]?.event_id);
      expect(traceparent).toContain(traceId);
    });
  });
});
