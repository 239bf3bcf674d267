import { eventually } from '@libs/testing';
import { BridgeInTest } from './bridge/bridge-in-test';

describe('delivery in process alone', () => {
  let bridge: BridgeInTest;
  beforeEach(async () => {
    bridge = await BridgeInTest.open('in-process');
  });
  afterEach(() => bridge.close());

  /** Processes that have had effects, in order. */
  const workers = async () => {
    const sql = 'select pid from bridge.effects group by pid order by min(pos)';
    return (await bridge.database.query<{ pid: number }>(sql)).map(({ pid }) => pid);
  };

  it('lets a second process stand by, which takes over when the first is killed', async () => {
    const first = await bridge.fork({ relay: true, consumers: ['ledger'] });
    const second = await bridge.fork({ relay: true, consumers: ['ledger'] });
    await first.measure({ spans: ['a', 'b'], count: 10 });
    await second.measure({ spans: ['a', 'b'], count: 10 });
    await bridge.oneEffectEach('ledger');
    expect(await workers()).toEqual([first.pid]);

    await first.kill9();
    await second.measure({ spans: ['a', 'b'], count: 10 });

    await bridge.oneEffectEach('ledger');
    expect(await workers()).toEqual([first.pid, second.pid]);
  });

  it('lets a second process take over when the first one freezes, and the first does nothing twice when it wakes', async () => {
    const first = await bridge.fork({ relay: true, consumers: ['ledger'] });
    await first.measure({ spans: ['a', 'b'], count: 10 });
    await bridge.oneEffectEach('ledger');
    first.signal('SIGSTOP');

    const second = await bridge.fork({ relay: true, consumers: ['ledger'] });
    await second.measure({ spans: ['a', 'b'], count: 10 });
    await bridge.oneEffectEach('ledger');
    first.signal('SIGCONT');
    await first.measure({ spans: ['a', 'b'], count: 10 });

    await bridge.oneEffectEach('ledger');
  });

  it('saves the lowest finished position, not the one it has fetched', async () => {
    await bridge.trouble('slow', 'sleep', { ms: 2_000 });
    const service = await bridge.start({ relay: true, consumers: ['ledger'] });
    await service.measure({ spans: ['slow'], count: 1 });
    await service.measure({ spans: ['a', 'b', 'c'], count: 20 });

    await eventually(async () => expect(await bridge.effectCount('ledger')).toBe(60));
    expect(await bridge.wire.lag(bridge.group('ledger'), bridge.topic)).toBe(61);

    await bridge.oneEffectEach('ledger');
  });

  it('gives positions in the order of commits, so that a reader skips nothing while many write', async () => {
    const writers = await Promise.all([1, 2].map(() => bridge.fork({ relay: true })));
    await bridge.start({ consumers: ['ledger', 'limits'] });

    await Promise.all(
      writers.flatMap((writer, w) =>
        [1, 2].map((i) => writer.measure({ spans: [`span-${w}-${i}`, 'common'], count: 3, times: 30 })),
      ),
    );

    await bridge.oneEffectEach('ledger');
    await bridge.oneEffectEach('limits');
  });

  it('erases a key from the log with its tombstone', async () => {
    const service = await bridge.start({ relay: true, consumers: ['register'] });
    const topic = bridge.events.SpanNamed.topic.name;
    await service.name('a', '一号桥');
    await service.name('a', '一号大桥');
    await service.name('b', '二号桥');
    await bridge.settled('register', topic);

    await service.name('a', null);

    await bridge.settled('register', topic);
    expect(
      await bridge.database.query('select key, payload from bus.log where topic = $1 order by position', [topic]),
    ).toEqual([
      { key: 'b', payload: { span: 'b', name: '二号桥' } },
      { key: 'a', payload: null },
    ]);
    expect(await bridge.database.query('select * from bridge.names')).toEqual([{ key: 'b', name: '二号桥' }]);
  });
});
