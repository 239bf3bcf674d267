import { createTopics } from '@libs/messaging';
import { Readiness } from '@libs/observability';
import { topicCatalogue } from '@libs/events';
import { eventually, freePort, ownKafkaAvailable, startKafka, type Broker } from '@libs/testing';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';

/** Where a broker of its own can be started: at a port that is known before it is there. */
const HERE = TRANSPORTS.filter((kind) => kind === 'kafka' && ownKafkaAvailable());

describe.each(HERE)('a service that starts before its broker, over %s', (transport) => {
  it('takes commands and says what waits; once the broker is there, all of it arrives once and in order', async () => {
    const port = await freePort();
    const bridge = await BridgeInTest.open(transport, { brokers: `127.0.0.1:${port}`, isBrokerAway: true });
    let broker: Broker | undefined;
    try {
      const service = await bridge.start({ relay: true, consumers: ['ledger'] });
      const standing = () => service.app.get(Readiness).report();
      await service.measure({ spans: ['a', 'b'], count: 20, times: 2 });

      expect(await bridge.database.query('select count(*)::int as waiting from bridge.outbox')).toEqual([
        { waiting: 80 },
      ]);
      const { ready, status, checks } = await standing();
      expect([ready, status]).toEqual([true, { 'zh-CN': '就绪，但受限：kafka', en: 'Ready, but degraded: kafka' }]);
      expect(checks).toContainEqual(expect.objectContaining({ name: 'kafka', ok: true, degraded: true }));

      broker = await startKafka({ port });
      await createTopics([broker.brokers], [...topicCatalogue, ...bridge.events.topics]);
      await service.measure({ spans: ['a'], count: 1 });

      await eventually(async () => expect(await bridge.effectCount('ledger')).toBe(81), { timeoutMs: 100_000 });
      expect(await bridge.mismatches('ledger')).toEqual([]);
      await eventually(async () => expect((await standing()).status.en).toBe('Ready'));
    } finally {
      await bridge.close();
      await broker?.stop();
    }
  }, 240_000);

  it('ends in order when the broker never comes', async () => {
    const bridge = await BridgeInTest.open(transport, { brokers: `127.0.0.1:${await freePort()}`, isBrokerAway: true });
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });
    await service.measure({ spans: ['a'], count: 1 });

    await service.stop();

    expect(await bridge.database.query('select count(*)::int as waiting from bridge.outbox')).toEqual([{ waiting: 1 }]);
    await bridge.close();
  }, 120_000);
});
