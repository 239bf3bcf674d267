import { Module, type DynamicModule } from '@nestjs/common';
import { CACHE_CONFIG, type CacheConfig } from './cache.config';
import { RateLimits } from './rate-limits';
import { RedisLink } from './redis-link';
import { Wakes } from './wakes';

/** What may be lost and is kept in Redis where there is one; imported once per process. */
@Module({})
export class CacheModule {
  static with(config: CacheConfig): DynamicModule {
    return {
      module: CacheModule,
      global: true,
      providers: [{ provide: CACHE_CONFIG, useValue: config }, RedisLink, Wakes, RateLimits],
      exports: [Wakes, RateLimits],
    };
  }
}
