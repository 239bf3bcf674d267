import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';

describe.each(TRANSPORTS)('parked keys over %s', (transport) => {
  let bridge: BridgeInTest;
  beforeEach(async () => {
    bridge = await BridgeInTest.open(transport, { partitions: 1 });
  });
  afterEach(() => bridge.close());

  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  it('parks the key of a poison message; others of its partition flow, its successors come after it once it is healed', async () => {
    await bridge.trouble('poison', 'fail', { n: 2 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });

    await service.measure({ spans: ['poison', 'good', 'fine'], count: 5 });
    await eventually(async () => expect(await bridge.parked('ledger')).toHaveLength(4));
    await service.measure({ spans: ['poison', 'good'], count: 5 });

    await eventually(async () => expect(await bridge.effects('ledger', 'good')).toEqual(upTo(10)));
    expect(await bridge.effects('ledger', 'fine')).toEqual(upTo(5));
    expect(await bridge.effects('ledger', 'poison')).toEqual([1]);
    await bridge.heal();
    await bridge.oneEffectEach('ledger');
  });

  it('keeps the order of messages that arrive exactly while the head is tried again', async () => {
    await bridge.trouble('hot', 'fail', { n: 1, ms: 30 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'], config: { longestRetryMs: 50 } });
    await service.measure({ spans: ['hot'], count: 1 });
    await eventually(async () => expect(await bridge.parked('ledger')).toHaveLength(1));

    const measuring = service.measure({ spans: ['hot'], count: 1, times: 150 });
    await eventually(async () => expect((await bridge.parked('ledger')).length).toBeGreaterThan(40));
    await bridge.heal();
    await measuring;

    await bridge.oneEffectEach('ledger');
    expect(await bridge.effects('ledger', 'hot')).toEqual(upTo(151));
  });

  it('does not let 300 poison keys stop the others', async () => {
    const poison = upTo(300).map((i) => `poison-${i}`);
    for (const span of poison) await bridge.trouble(span, 'fail');
    const service = await bridge.start({
      relay: true,
      consumers: ['ledger'],
      config: { longestRetryMs: 2_000 },
    });

    await service.measure({ spans: poison, count: 2 });
    await service.measure({ spans: ['good', 'fine'], count: 50 });

    await eventually(async () => expect(await bridge.effectCount('ledger')).toBe(100));
    expect(new Set((await bridge.parked('ledger')).map(({ key }) => key)).size).toBe(300);
    await bridge.heal();
    await bridge.oneEffectEach('ledger');
  });

  it('still tries a key again when 50,000 messages wait behind others', async () => {
    await bridge.database.query(
      `insert into bridge.parked (consumer, topic, key, event_id, type, event, state)
       select $1, $2, 'dead-' || (i % 50), gen_random_uuid(), '', '{}', case when i < 50 then 'dead' else 'waiting' end
       from generate_series(0, 49999) as i`,
      [bridge.group('ledger'), bridge.topic],
    );
    await bridge.trouble('poison', 'fail', { n: 1 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });

    await service.measure({ spans: ['poison'], count: 500 });

    const head = () => bridge.parked('ledger', 'poison');
    await eventually(async () => expect((await head())[0]?.attempts).toBeGreaterThan(3));
    await eventually(async () => expect(await head()).toHaveLength(500));
    await bridge.heal();
    await eventually(async () => expect(await bridge.effects('ledger', 'poison')).toEqual(upTo(500)), {
      timeoutMs: 60_000,
      everyMs: 200,
    });
  });

  it('lets the key flow when its dead letter is dropped, and drops it again when it is delivered again', async () => {
    await bridge.trouble('a', 'fail', { n: 1 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'], config: { maxAttempts: 2 } });
    await service.measure({ spans: ['a'], count: 3 });
    const dead = await bridge.deadLetter('ledger');
    expect(dead).toMatchObject({ key: 'a', attempts: 2, last_error: 'Error: poison' });

    await bridge.deadLetters().drop(bridge.group('ledger'), dead.event_id, 'measured twice');
    await eventually(async () => expect(await bridge.effects('ledger', 'a')).toEqual([2, 3]));
    await bridge.heal();
    await bridge.wire.put(bridge.topic, [bridge.message({ id: dead.event_id, key: 'a', n: 1, partition: 0 })]);
    await service.measure({ spans: ['a'], count: 1 });

    await bridge.settled('ledger');
    expect(await bridge.effects('ledger', 'a')).toEqual([2, 3, 4]);
  });

  it('keeps the id of a dead letter that is retried', async () => {
    await bridge.trouble('a', 'fail', { n: 1 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'], config: { maxAttempts: 2 } });
    await service.measure({ spans: ['a'], count: 3 });
    const dead = await bridge.deadLetter('ledger');

    await bridge.heal();
    await bridge.deadLetters().retry(bridge.group('ledger'), dead.event_id, 'the gauge was repaired');

    await bridge.oneEffectEach('ledger');
    const [first] = await bridge.database.query('select event_id from bridge.effects where n = 1');
    expect(first).toEqual({ event_id: dead.event_id });
  });

  it('makes a dead letter of a message that kills its process, and the others flow', async () => {
    await bridge.trouble('deadly', 'die', { n: 1 });
    const producer = await bridge.start({ relay: true });
    await producer.measure({ spans: ['deadly', 'good'], count: 3 });

    for (let deaths = 0; (await bridge.parked('ledger')).every(({ state }) => state !== 'dead'); deaths++) {
      expect(deaths).toBeLessThan(6);
      const process = await bridge.fork({ consumers: ['ledger'] }).catch(() => undefined);
      await Promise.race([
        process?.ended,
        eventually(async () => (await bridge.parked('ledger')).some(({ state }) => state === 'dead')),
      ]);
    }

    await eventually(async () => expect(await bridge.effects('ledger', 'good')).toEqual([1, 2, 3]));
    expect(new Set((await bridge.parked('ledger')).map(({ key }) => key))).toEqual(new Set(['deadly']));
    expect(await bridge.effects('ledger', 'deadly')).toEqual([]);
  });

  it('makes a dead letter of a malformed message at once, and of none that waits for master data', async () => {
    await bridge.trouble('early', 'absent');
    const service = await bridge.start({ relay: true, consumers: ['ledger'], config: { maxAttempts: 2 } });

    await bridge.wire.put(bridge.topic, [
      { ...bridge.message({ id: newId(), key: 'broken', n: 1 }), payload: { span: 'broken', n: 'one' } },
    ]);
    await service.measure({ spans: ['early'], count: 2 });

    await eventually(async () => {
      const rows = await bridge.parked('ledger');
      expect(rows.find(({ key }) => key === 'broken')).toMatchObject({ state: 'dead', attempts: 1 });
      expect(rows.find(({ key }) => key === 'early')).toMatchObject({
        state: 'waiting',
        last_error: expect.any(String),
      });
    });
    await bridge.heal();
    await bridge.oneEffectEach('ledger');
  });
});
