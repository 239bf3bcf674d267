import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Metrics, ObservabilityModule, Readiness } from '@libs/observability';
import { eventually, redisAvailable, startRedis, type RedisInTest } from '@libs/testing';
import { CacheModule, RateLimits, readCacheConfig, Wakes, type RateLimit } from '.';

interface Process {
  wakes: Wakes;
  limits: RateLimits;
  /** How often it was woken. */
  woken(): number;
  redis(): Promise<string | undefined>;
  metric(name: string): Promise<number | undefined>;
}

const opened: { close(): Promise<void> }[] = [];

/** A process that shares the Redis, or has none. */
async function startProcess(url?: string): Promise<Process> {
  const config = readCacheConfig({ REDIS_URL: url, REDIS_TIMEOUT_MS: '300', REDIS_PAUSE_MS: '100' });
  @Module({ imports: [ObservabilityModule, CacheModule.with(config)] })
  class ProcessInTest {}
  const app = await NestFactory.createApplicationContext(ProcessInTest, { logger: false });
  opened.push(app);
  let woken = 0;
  app.get(Wakes).listen('board', () => (woken += 1));
  return {
    wakes: app.get(Wakes),
    limits: app.get(RateLimits),
    woken: () => woken,
    async redis() {
      const { ready, checks } = await app.get(Readiness).report();
      expect(ready).toBe(true);
      return checks.find(({ name }) => name === 'redis')?.detail;
    },
    async metric(name) {
      const [metric] = (await app.get(Metrics).registry.getMetricsAsJSON()).filter((one) => one.name === name);
      return metric?.values[0]?.value;
    },
  };
}

afterEach(() => Promise.all(opened.splice(0).map((app) => app.close())));

const limit = (count: number, name = 'calls'): RateLimit => ({ name, count, seconds: 3_600 });

/** How many of `times` attempts were let through, one after the other. */
async function letThrough(process: Process, rate: RateLimit, times: number): Promise<number> {
  let allowed = 0;
  for (let i = 0; i < times; i++) if ((await process.limits.take(rate, 'a')).allowed) allowed += 1;
  return allowed;
}

describe('the cache without Redis', () => {
  it('wakes whoever listens in this process', async () => {
    const alone = await startProcess();
    alone.wakes.send('board');
    alone.wakes.send('another');

    expect(alone.woken()).toBe(1);
    expect(await alone.redis()).toBeUndefined();
  });

  it('counts in this process, each key by itself, and says when the count begins anew', async () => {
    const { limits } = await startProcess();
    const rate = limit(2);
    const answers = [];
    for (const key of ['a', 'a', 'a', 'b']) answers.push(await limits.take(rate, key));

    expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false, true]);
    expect(answers[2]!.resetSeconds).toBeGreaterThan(3_500);
    expect(answers[2]!.resetSeconds).toBeLessThanOrEqual(3_600);
  });
});

if (redisAvailable()) {
  describe('the cache with Redis', () => {
    let redis: RedisInTest;
    beforeEach(async () => (redis = await startRedis()));
    afterEach(() => redis.stop('SIGKILL'));

    const connected = (...all: Process[]) =>
      eventually(async () => {
        for (const one of all) expect(await one.redis()).toBe('connected');
      });

    /** Wakes from one to the other arrive. */
    const wakes = (from: Process, to: Process) =>
      eventually(async () => {
        const before = to.woken();
        from.wakes.send('board');
        await eventually(() => to.woken() > before, { timeoutMs: 500 });
      });

    it('wakes whoever listens in another process, and the sender once', async () => {
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      await connected(one, other);
      const [here, there] = [one.woken(), other.woken()];
      one.wakes.send('board');

      await eventually(() => other.woken() === there + 1);
      expect(one.woken()).toBe(here + 1);
    });

    it('makes few messages of many wakes, and the last one is not lost', async () => {
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      await connected(one, other);
      const there = other.woken();
      for (let i = 0; i < 1_000; i++) one.wakes.send('board');

      await eventually(() => other.woken() === there + 2);
    });

    it('does not mix installations that use one Redis', async () => {
      const client = await startProcess(redis.url);
      await connected(client);
      const before = client.woken();
      expect(await redis.tell('PUBLISH', 'another:wake:board', 'x')).toBe(0);
      expect(await redis.tell('PUBLISH', 'fenghuo:wake:board', 'x')).toBe(1);

      await eventually(() => client.woken() === before + 1);
    });

    it('counts for all processes together', async () => {
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      await connected(one, other);
      const rate = limit(10);
      expect(await letThrough(one, rate, 10)).toBe(10);
      await eventually(async () => expect(await redis.tell('GET', 'fenghuo:rate:calls:a')).toBe('10'));
      await other.limits.take(rate, 'a');

      await eventually(async () => expect((await other.limits.take(rate, 'a')).allowed).toBe(false));
      expect((await other.limits.take(rate, 'b')).allowed).toBe(true);
    });

    it('is flushed: counts begin anew, and wakes go on', async () => {
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      await connected(one, other);
      await letThrough(one, limit(10), 10);
      await redis.tell('FLUSHALL');
      await redis.tell('SCRIPT', 'FLUSH');

      expect(await letThrough(other, limit(10), 5)).toBe(5);
      expect(await letThrough(one, limit(10), 1)).toBe(0);
      await eventually(async () => expect(await redis.tell('GET', 'fenghuo:rate:calls:a')).toBe('5'));
      await wakes(one, other);
    });

    it.each(['SIGTERM', 'SIGKILL'] as const)(
      'is ended by %s: every process decides by itself, stays ready and says so, and is back with Redis',
      async (signal) => {
        const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
        await connected(one, other);
        await redis.stop(signal);
        await eventually(async () => expect(await other.redis()).toContain('not connected ('));
        expect(await other.metric('fenghuo_redis_up')).toBe(0);
        const woken = one.woken();
        one.wakes.send('board');
        expect(one.woken()).toBe(woken + 1);
        expect(await letThrough(one, limit(10), 20)).toBe(10);

        await redis.start();
        await connected(one, other);
        expect(await other.metric('fenghuo_redis_up')).toBe(1);
        await wakes(one, other);
      },
    );

    it('is not there at the start: nothing waits for it, and it is found once it is', async () => {
      await redis.stop();
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      expect(await letThrough(one, limit(3), 5)).toBe(3);
      await redis.start();

      await connected(one, other);
      await wakes(one, other);
    });

    it('wakes once it is back, because wakes of others may have been missed', async () => {
      const one = await startProcess(redis.url);
      await connected(one);
      await redis.stop('SIGKILL');
      await eventually(async () => expect(await one.redis()).toContain('not connected'));
      const before = one.woken();
      await redis.start();

      await eventually(() => one.woken() > before);
    });

    it.each([
      ['a replica that takes no writes', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
      [
        'a master without its replicas',
        ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
        ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
      ],
      ['out of memory', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ])('is %s: every process counts by itself, it is seen, and wakes go on', async (_, broken, mended) => {
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      await connected(one, other);
      await redis.tell(...broken);
      expect(await letThrough(one, limit(10), 20)).toBe(10);
      await eventually(async () => expect(await one.metric('fenghuo_redis_failures_total')).toBeGreaterThan(0));
      await wakes(one, other);
      await redis.tell(...mended);

      const rate = limit(1_000_000, 'others');
      await eventually(async () => {
        await other.limits.take(rate, 'a');
        expect(Number(await redis.tell('GET', 'fenghuo:rate:others:a'))).toBeGreaterThan(0);
      });
    });

    it('hangs: no decision waits for it, the connection is given up and made anew', async () => {
      const [one, other] = [await startProcess(redis.url), await startProcess(redis.url)];
      await connected(one, other);
      redis.hang();
      expect(await letThrough(one, limit(10), 20)).toBe(10);
      await eventually(async () => expect(await one.redis()).toContain('no answer within 300 ms'));
      expect(await letThrough(one, limit(10, 'others'), 20)).toBe(10);

      redis.goOn();
      await connected(one, other);
      await wakes(one, other);
    });
  });
}
