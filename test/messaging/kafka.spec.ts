import { newId } from '@libs/kernel';
import { eventually, startKafka } from '@libs/testing';
import { ConfigResourceTypes } from 'kafkajs';
import { readTopics } from '../faults/records';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';
import { failingRejoin } from './bridge/failing-rejoin';
import { joinsOnTheWire } from './bridge/joins-on-the-wire';
import { refusedOffsets } from './bridge/refused-offsets';
import type { KafkaWire } from './bridge/wire';

describe.each(TRANSPORTS.filter((kind) => kind === 'kafka'))('delivery over %s alone', (transport) => {
  let bridge: BridgeInTest;
  const admin = () => (bridge.wire as KafkaWire).admin;

  it('loses nothing and keeps the order when the broker is killed under load', async () => {
    const broker = await startKafka();
    bridge = await BridgeInTest.open(transport, { brokers: broker.brokers });
    try {
      const service = await bridge.start({ relay: true, consumers: ['ledger'] });
      for (let kill = 0; kill < 3; kill++) {
        const measuring = service.measure({ spans: ['a', 'b', 'c', 'd', 'e'], count: 20, times: 10 });
        const before = await bridge.effectCount('ledger');
        await eventually(async () => (await bridge.effectCount('ledger')) > before);
        await broker.kill9();
        // Commands go on without a broker.
        await measuring;
        await broker.restart();
      }

      await bridge.oneEffectEach('ledger', 110_000);
      expect(await bridge.effectCount('ledger')).toBe(3_000);
    } finally {
      await bridge.close();
      await broker.stop();
    }
  }, 240_000);

  describe('on the common broker', () => {
    beforeEach(async () => {
      bridge = await BridgeInTest.open(transport, { partitions: 6 });
    });
    afterEach(() => bridge.close());

    it('has one effect each, in order, when members join and leave in the middle of work', async () => {
      const spans = Array.from({ length: 20 }, (_, i) => `span-${i}`);
      for (const span of spans) await bridge.trouble(span, 'sleep', { ms: 20 });
      const producer = await bridge.start({ relay: true });
      // More than a feed takes at once, so that it has paused when the others come.
      await producer.measure({ spans, count: 90 });
      await eventually(async () => expect(await bridge.wire.count(bridge.topic)).toBe(1_800));
      await bridge.fork({ consumers: ['ledger'] });

      const second = await bridge.fork({ consumers: ['ledger'] });
      await eventually(async () => expect(await bridge.wire.members(bridge.group('ledger'))).toBe(2));
      const third = await bridge.fork({ consumers: ['ledger'] });
      await eventually(async () => expect(await bridge.wire.members(bridge.group('ledger'))).toBe(3));
      await second.stop();
      await third.kill9();
      await producer.measure({ spans, count: 1 });

      await bridge.oneEffectEach('ledger');
      const workers = await bridge.database.query('select distinct pid from bridge.effects');
      expect(workers.length).toBeGreaterThan(1);
    });

    it.each([
      { at: 'joins', then: 'its old membership holds' },
      { at: 'asks for its coordinator', then: 'the client gives up' },
    ] as const)('loses nothing that waits when the broker dies as a member $at again and $then', async ({ at }) => {
      await bridge.trouble('a', 'sleep', { ms: 30 });
      const service = await bridge.start({ relay: true, consumers: ['ledger'] });
      await service.measure({ spans: ['a'], count: 200 });
      await eventually(async () => expect(await bridge.effectCount('ledger')).toBeGreaterThan(5));

      const broker = failingRejoin(at);
      try {
        await eventually(() => expect(broker.hasFailed()).toBe(true));
        await service.measure({ spans: ['a'], count: 1 });

        await bridge.oneEffectEach('ledger');
      } finally {
        broker.end();
      }
    });

    it('sends facts at once after a relay that died, and master data only when nothing of it can come late', async () => {
      const dying = await bridge.fork({ relay: true, stopPoint: { at: 'before sending', signal: 'SIGKILL' } });
      await dying.name('a', '一号桥').catch(() => undefined);
      expect(await dying.ended).toBe('SIGKILL');
      const writer = await bridge.start();
      await writer.measure({ spans: ['a'], count: 1 });

      await bridge.start({ relay: true, consumers: ['ledger', 'register'], config: { requestTimeoutMs: 5_000 } });
      await bridge.settled('ledger');
      await bridge.settled('register', bridge.events.SpanNamed.topic.name);

      const topics = bridge.events.topics.map(({ name }) => name);
      const sent = await readTopics(process.env.FENGHUO_TEST_KAFKA_BROKERS!, topics);
      const order = sent.sort((a, b) => a.sentAt - b.sentAt).map(({ fact }) => fact);
      expect(order).toEqual(['bridge.span-measured', 'bridge.span-named']);
    });

    it('ends although its group waits for a member that is frozen', async () => {
      const config = { sessionTimeoutMs: 20_000 };
      const state = async () => (await admin().describeGroups([bridge.group('ledger')])).groups[0]!.state;
      const frozen = await bridge.fork({ consumers: ['ledger'], config });
      const service = await bridge.start({ relay: true, consumers: ['ledger'], config });
      await eventually(async () => expect(await bridge.wire.members(bridge.group('ledger'))).toBe(2));
      await eventually(async () => expect(await state()).toBe('Stable'));

      frozen.signal('SIGSTOP');
      const joins = joinsOnTheWire();
      const third = bridge.fork({ consumers: ['ledger'], config });
      try {
        await eventually(() => expect(joins.count()).toBeGreaterThan(0));
        await service.stop();

        expect(await state()).toBe('PreparingRebalance');
      } finally {
        joins.end();
        frozen.signal('SIGCONT');
        await third;
      }
    });

    it('goes on where it was when the broker has lost the positions of the group', async () => {
      const producer = await bridge.start({ relay: true });
      const reader = await bridge.start({ consumers: ['ledger'] });
      await producer.measure({ spans: ['a', 'b', 'c'], count: 10 });
      await bridge.oneEffectEach('ledger');
      await reader.stop();
      // Without the inbox, so that a start from the first event would be seen.
      await bridge.database.query('delete from bridge.inbox');
      await admin().deleteGroups([bridge.group('ledger')]);

      await bridge.start({ consumers: ['ledger'] });
      await producer.measure({ spans: ['a', 'b', 'c'], count: 10 });

      await bridge.oneEffectEach('ledger');
    });

    it('starts although the broker has only just come back and does not know its groups yet', async () => {
      const first = await bridge.start({ relay: true, consumers: ['ledger'] });
      await first.measure({ spans: ['a'], count: 5 });
      await bridge.oneEffectEach('ledger');
      await first.stop();

      const offsets = refusedOffsets();
      try {
        const second = await bridge.start({ relay: true, consumers: ['ledger'] });
        expect(offsets.hasRefused()).toBe(true);
        await second.measure({ spans: ['a'], count: 5 });
      } finally {
        offsets.end();
      }

      await bridge.oneEffectEach('ledger');
      expect(await bridge.effectCount('ledger')).toBe(10);
    });

    it('keeps facts for ever, compacts master data, and a tombstone erases at the consumer', async () => {
      const service = await bridge.start({ relay: true, consumers: ['register'] });
      const { SpanNamed, SpanMeasured } = bridge.events;
      const configOf = async (name: string, key: string) => {
        const resource = { type: ConfigResourceTypes.TOPIC, name, configNames: [key] };
        const { resources } = await admin().describeConfigs({ resources: [resource], includeSynonyms: false });
        return resources[0]!.configEntries[0]!.configValue;
      };
      expect(await configOf(SpanNamed.topic.name, 'cleanup.policy')).toBe('compact');
      expect(await configOf(SpanMeasured.topic.name, 'cleanup.policy')).toBe('delete');
      expect(await configOf(SpanMeasured.topic.name, 'retention.ms')).toBe('-1');

      await service.name('a', '一号桥');
      await service.name('b', '二号桥');
      await service.name('a', null);

      await bridge.settled('register', SpanNamed.topic.name);
      expect(await bridge.database.query('select * from bridge.names')).toEqual([{ key: 'b', name: '二号桥' }]);
    });

    it('makes a dead letter of what is not JSON and of an unknown newer version, and goes on', async () => {
      const service = await bridge.start({ relay: true, consumers: ['ledger'] });
      const newer = bridge.message({ id: newId(), key: 'newer', n: 1 });
      newer.headers.ce_type = 'bridge.span-measured.v9';
      await bridge.wire.put(bridge.topic, [newer]);

      await service.measure({ spans: ['a'], count: 1 });

      await bridge.oneEffectEach('ledger');
      expect(await bridge.parked('ledger')).toMatchObject([{ key: 'newer', state: 'dead' }]);
    });
  });
});
