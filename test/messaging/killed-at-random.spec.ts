import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@libs/testing';
import { BridgeInTest, TRANSPORTS } from './bridge/bridge-in-test';
import type { ForkedBridge } from './bridge/forked-bridge';
import { seededRandom } from './bridge/seeded-random';

const KILLS = 18;
const SPANS = Array.from({ length: 12 }, (_, i) => `span-${i}`);

describe.each(TRANSPORTS)('processes killed at random over %s', (transport) => {
  let bridge: BridgeInTest;
  let isOver = false;
  beforeEach(async () => {
    isOver = false;
    bridge = await BridgeInTest.open(transport);
  });
  afterEach(async () => {
    isOver = true;
    await bridge.close();
  });

  it('loses nothing, doubles nothing and keeps the order through 18 kills under load', async () => {
    const seed = Number(process.env.FENGHUO_SEED ?? Date.now() % 1_000_000);
    console.info(`FENGHUO_SEED=${seed}`);
    const random = seededRandom(seed);
    // Two of each, so that somebody takes over; each measures while it lives.
    const roles = [
      { relay: true },
      { relay: true },
      { consumers: ['ledger' as const] },
      { consumers: ['ledger' as const] },
    ];
    const start = (place: number): Promise<ForkedBridge> => bridge.fork(roles[place]);
    const measure = async (service: ForkedBridge): Promise<void> => {
      // Ends with its process.
      while (!isOver) await service.measure({ spans: SPANS, count: 1 }).then(() => pause(200));
    };
    const begin = async (place: number): Promise<ForkedBridge> => {
      const service = await start(place);
      void measure(service).catch(() => undefined);
      return service;
    };
    const services = await Promise.all(roles.map((_, place) => begin(place)));
    for (let kill = 1; kill <= KILLS; kill++) {
      await pause(random() * 300);
      const place = Math.floor(random() * roles.length);
      await services[place]!.kill9();
      services[place] = await begin(place);
      if (kill % 6 > 0) continue;
      // Not a massacre but work under fire: something has to come through again and again.
      const before = await bridge.effectCount('ledger');
      await eventually(async () => (await bridge.effectCount('ledger')) > before, { timeoutMs: 60_000 });
    }
    isOver = true;

    await bridge.oneEffectEach('ledger', 120_000);
    expect(await bridge.parked('ledger')).toEqual([]);
    expect(await bridge.effectCount('ledger')).toBeGreaterThan(KILLS);
  }, 420_000);
});
