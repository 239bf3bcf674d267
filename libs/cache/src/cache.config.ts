import { z } from 'zod';

const environment = z.object({
  /** `redis[s]://…` of a Redis 6 or newer; without it every process is by itself. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .or(z.literal(''))
    .optional(),
  /** What keys and channels begin with, where several installations use one Redis. */
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .default('fenghuo'),
  /** After this a command counts as failed and the connection as hung; nobody waits for it. Milliseconds. */
  REDIS_TIMEOUT_MS: z.coerce.number().int().min(10).default(1_000),
  /** How long Redis is left alone after it failed or refused, and how often an idle connection is tried. Milliseconds. */
  REDIS_PAUSE_MS: z.coerce.number().int().min(10).default(1_000),
});

export type CacheConfig = ReturnType<typeof readCacheConfig>;

export const CACHE_CONFIG = Symbol('cache config');

/** Reads what the cache needs from the environment; throws with the variable's name when one is wrong. */
export function readCacheConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    url: read.REDIS_URL || undefined,
    prefix: read.REDIS_PREFIX,
    timeoutMs: read.REDIS_TIMEOUT_MS,
    pauseMs: read.REDIS_PAUSE_MS,
  };
}
