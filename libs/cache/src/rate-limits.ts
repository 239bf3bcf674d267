import { Inject, Injectable, Optional } from '@nestjs/common';
import { Metrics } from '@libs/observability';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CACHE_CONFIG, type CacheConfig } from './cache.config';
import { RedisLink } from './redis-link';

/** So many in so many seconds for each key; the seconds begin with the first one. */
export interface RateLimit {
  name: string;
  count: number;
  seconds: number;
}

/** What came of asking for one more. */
export interface Allowance {
  allowed: boolean;
  /** Seconds until the count begins anew, rounded up. */
  resetSeconds: number;
}

interface Counters {
  here: RateLimiterMemory;
  everywhere: RateLimiterRedis;
}

/**
 * Decides at once by what was counted in this process, and counts in Redis afterwards: when all processes together have
 * reached the limit, the key is refused here as well. So Redis delays nobody, and without it each process has the limit
 * for itself. A limit may be exceeded by what is under way.
 */
@Injectable()
export class RateLimits {
  private readonly counters = new Map<string, Counters>();
  private readonly failures;
  private pausedUntil = 0;

  constructor(
    private readonly link: RedisLink,
    @Inject(CACHE_CONFIG) private readonly config: CacheConfig,
    @Optional() metrics?: Metrics,
  ) {
    this.failures = metrics?.counter('redis_failures_total', 'Requests that Redis did not count');
  }

  async take(limit: RateLimit, key: string): Promise<Allowance> {
    const counters = this.countersOf(limit);
    const [allowed, { msBeforeNext }] = await counters.here.consume(key).then(
      (counted) => [true, counted] as const,
      (counted: RateLimiterRes) => [false, counted] as const,
    );
    if (allowed) void this.takeEverywhere(counters, key);
    return { allowed, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)) };
  }

  private async takeEverywhere({ here, everywhere }: Counters, key: string): Promise<void> {
    if (!this.link.isUp || performance.now() < this.pausedUntil) return;
    try {
      await everywhere.consume(key);
    } catch (said) {
      if (said instanceof RateLimiterRes) {
        await here.block(key, said.msBeforeNext / 1_000);
      } else {
        this.failures?.inc();
        this.pausedUntil = performance.now() + this.config.pauseMs;
      }
    }
  }

  private countersOf({ name, count, seconds }: RateLimit): Counters {
    const known = this.counters.get(name);
    if (known) return known;
    const options = { keyPrefix: `${this.config.prefix}:rate:${name}`, points: count, duration: seconds };
    const counters = {
      here: new RateLimiterMemory(options),
      everywhere: new RateLimiterRedis({ ...options, storeClient: this.evaluator, useRedisPackage: true }),
    };
    this.counters.set(name, counters);
    return counters;
  }

  /** All that the limiter asks of a client; the connection behind it may be another each time. */
  private readonly evaluator = {
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      this.link.ask((client) => client.eval(script, options)),
  };
}
