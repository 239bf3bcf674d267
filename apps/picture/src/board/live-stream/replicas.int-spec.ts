import { setTimeout as pause } from 'node:timers/promises';
import { eventually, redisAvailable, startRedis, type RedisInTest } from '@libs/testing';
import type { ConsoleInTest } from '../../../../../test/picture/console-in-test';
import { messageSetAside } from '../../../../../test/picture/facts';
import { startPicture, type PictureInTest } from '../../../../../test/picture/picture-in-test';

/** So long that only a wake can be why something arrives. */
const NEVER_MS = 3_600_000;

const consoles: ConsoleInTest[] = [];
/** The first one folds, and the second one takes over when it is gone. */
let pictures: PictureInTest[] = [];

async function startReplicas(options: { redisUrl?: string; streamPollMs: number }): Promise<void> {
  pictures = [await startPicture(options)];
  await change();
  await eventually(async () => expect(await messagesOn(0)).toHaveLength(1));
  pictures.push(await startPicture({ ...options, databaseUrl: pictures[0]!.databaseUrl }));
}

afterEach(async () => {
  for (const console of consoles.splice(0)) console.leave();
  for (const picture of pictures.splice(0).reverse()) await picture.stop();
});

/** A message that was held, told to the picture as its service does. */
async function change(replica = 0): Promise<string> {
  const fact = messageSetAside();
  await pictures[replica]!.publish(fact);
  return fact.data.messageId;
}

async function messagesOn(replica: number): Promise<string[]> {
  const { body } = await pictures[replica]!.get('/api/picture/snapshot');
  return (body.messages as { id: string }[]).map(({ id }) => id);
}

async function listen(replica: number, lastEventId?: string): Promise<ConsoleInTest> {
  const console = await pictures[replica]!.connect(lastEventId);
  consoles.push(console);
  return console;
}

/** The messages a console was told of, after the board it began with. */
const told = (console: ConsoleInTest): string[] =>
  console.changes.filter(({ event }) => event === 'message').map(({ data }) => data.id as string);

/** As a browser remembers it, also when nothing came since it has come back. */
const lastIdOf = (travels: readonly ConsoleInTest[]): string | undefined =>
  travels.findLast(({ lastEventId }) => lastEventId !== undefined)?.lastEventId;

const snapshots = (console: ConsoleInTest): number =>
  console.changes.filter(({ event }) => event === 'snapshot').length;

describe('two replicas without Redis', () => {
  it('show the same, the second one as soon as it looks', async () => {
    await startReplicas({ streamPollMs: 100 });
    const console = await listen(1);
    await console.hears(1);
    const last = await change();

    await eventually(() => expect(told(console)).toEqual([last]));
  });

  it('continue each other: a console that comes from the one is not told by the other what it knows', async () => {
    await startReplicas({ streamPollMs: NEVER_MS });
    await (await listen(1)).hears(1);
    const first = await listen(0);
    await first.hears(1);
    const known = [await change(), await change()];
    await eventually(() => expect(told(first)).toEqual(known));
    first.leave();

    const second = await listen(1, first.lastEventId);
    const third = await listen(
      1,
      first.lastEventId!.replace(/\d+$/, (position) => `${Number(position) - 1}`),
    );
    await eventually(() => expect(told(third)).toEqual(known.slice(1)));
    expect(second.changes).toEqual([]);
    expect(snapshots(third)).toBe(0);
  });
});

if (redisAvailable()) {
  describe('two replicas with Redis', () => {
    let redis: RedisInTest;
    beforeEach(async () => (redis = await startRedis()));
    afterEach(() => redis.stop('SIGKILL'));

    const connected = () =>
      eventually(async () => {
        for (const picture of pictures) expect(await picture.redis()).toBe('connected');
      });

    it('wake each other, and the second one sends what the first one took without looking for it', async () => {
      await startReplicas({ redisUrl: redis.url, streamPollMs: NEVER_MS });
      await connected();
      const console = await listen(1);
      await console.hears(1);
      const all = [await change(), await change(), await change()];

      await eventually(() => expect([...told(console)].sort()).toEqual([...all].sort()));
      expect(snapshots(console)).toBe(1);
    });

    it('look as soon as Redis is back, because a wake may have been lost', async () => {
      await startReplicas({ redisUrl: redis.url, streamPollMs: NEVER_MS });
      await connected();
      const [near, far] = [await listen(0), await listen(1)];
      await Promise.all([near.hears(1), far.hears(1)]);
      await redis.stop('SIGKILL');
      const missed = await change();
      await eventually(() => expect(told(near)).toEqual([missed]));
      expect(told(far)).toEqual([]);
      await redis.start();

      await eventually(() => expect(told(far)).toEqual([missed]));
    });

    it.each<[string, () => Promise<unknown> | void, () => Promise<unknown> | void]>([
      ['is flushed', () => redis.tell('FLUSHALL'), () => undefined],
      ['is ended and comes back', () => redis.stop(), () => redis.start()],
      ['is killed and comes back', () => redis.stop('SIGKILL'), () => redis.start()],
      ['hangs for a while', () => redis.hang(), () => redis.goOn()],
      [
        'is a replica of nobody',
        () => redis.tell('REPLICAOF', '127.0.0.1', '1'),
        () => redis.tell('REPLICAOF', 'NO', 'ONE'),
      ],
      [
        'takes no writes',
        () => redis.tell('CONFIG', 'SET', 'min-replicas-to-write', '1'),
        () => redis.tell('CONFIG', 'SET', 'min-replicas-to-write', '0'),
      ],
    ])('lose nothing and repeat nothing while Redis %s', async (_, fail, mend) => {
      await startReplicas({ redisUrl: redis.url, streamPollMs: 250 });
      await connected();
      const [near, far] = [await listen(0), await listen(1)];
      await Promise.all([near.hears(1), far.hears(1)]);

      const all: string[] = [];
      const round = async () => {
        for (let i = 0; i < 20; i++) {
          all.push(await change());
          await pause(5);
        }
      };
      /** A console that is sent from one replica to the other all the time. */
      const travels: ConsoleInTest[] = [await listen(0)];
      await travels[0]!.hears(1);
      const travel = async () => {
        travels.at(-1)!.leave();
        travels.push(await listen(travels.length % 2, lastIdOf(travels)));
      };

      await round();
      await fail();
      await travel();
      await round();
      await travel();
      await mend();
      await round();
      await travel();
      await round();
      const everything = [...all].sort();
      const travelled = () => travels.flatMap(told);

      await eventually(() => {
        for (const heard of [told(near), told(far), travelled()]) expect([...heard].sort()).toEqual(everything);
      });
      expect(told(far)).toEqual(told(near));
      expect(travelled()).toEqual(told(near));
      expect(travels.map(snapshots)).toEqual([1, 0, 0, 0]);
      expect((await messagesOn(1)).sort()).toEqual((await messagesOn(0)).sort());
      await connected();
    });

    it('are one after the other has ended, which takes over and continues its consoles', async () => {
      await startReplicas({ redisUrl: redis.url, streamPollMs: 250 });
      await connected();
      const near = await listen(0);
      await near.hears(1);
      const before = await change();
      await eventually(() => expect(told(near)).toEqual([before]));
      await pictures[0]!.close();
      expect(near.isOpen).toBe(false);
      const far = await listen(1, near.lastEventId);
      const after = [await change(1), await change(1)];

      await eventually(() => expect(told(far)).toEqual(after));
      expect(snapshots(far)).toBe(0);
    });
  });
}
