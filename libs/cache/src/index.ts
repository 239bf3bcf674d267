export { readCacheConfig, type CacheConfig } from './cache.config';
export { CacheModule } from './cache.module';
export { RateLimits, type Allowance, type RateLimit } from './rate-limits';
export { Wakes } from './wakes';
export { reachRedis } from './reach-redis';
