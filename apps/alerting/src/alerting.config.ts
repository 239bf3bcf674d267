import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

export const ALERTING_CONFIG = Symbol('ALERTING_CONFIG');

const environment = z.object({
  /** Folder of the rule data. */
  FENGHUO_RULES_DIR: z
    .string()
    .default('rules')
    .transform((path) => resolve(path)),
  /** How often warnings are looked at whose time has come. Milliseconds. */
  ALERTING_EXPIRY_INTERVAL_MS: z.coerce.number().int().min(100).default(2_000),
  /** How often it is looked whether a feed is due or silent. Milliseconds. */
  ALERTING_FEED_TICK_MS: z.coerce.number().int().min(50).default(1_000),
  /** How long one request to a feed may take, to its last byte. Milliseconds. */
  ALERTING_FEED_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
  /** Largest answer of a feed, unpacked. Bytes. */
  ALERTING_FEED_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(16 * 1024 * 1024)
    .default(16 * 1024 * 1024),
  /** Feeds that one process reads at once. */
  ALERTING_FEEDS_AT_ONCE: z.coerce.number().int().min(1).default(4),
  /** Private addresses that feeds may have all the same: `10.1.2.3,192.168.0.0/16`. */
  ALERTING_FEED_ALLOWED_ADDRESSES: z.string().default(''),
  /** Folder of trusted certificates (`*.pem`, `bindings.json`); nobody is trusted without one. */
  ALERTING_TRUST_DIR: z.string().min(1).optional(),
  /** Threads for documents that are signed or large; with one alone a large area would hold up all that is signed. */
  ALERTING_JUDGING_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .default(Math.max(2, availableParallelism() - 1)),
  /** Unsigned documents up to this size are judged without a thread. Bytes. */
  ALERTING_INLINE_BYTES: z.coerce.number().int().min(0).default(16_384),
});

/** Names of the variables that hold secrets of feeds: no other one can ever be named by a feed. */
export const FEED_SECRET = /^ALERTING_FEED_SECRET_[A-Z0-9_]{1,60}$/;

export type AlertingConfig = ReturnType<typeof readAlertingConfig>;

/** Reads what alerting needs from the environment; throws with the variable's name when one is wrong. */
export function readAlertingConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    rulesDir: read.FENGHUO_RULES_DIR,
    expiryIntervalMs: read.ALERTING_EXPIRY_INTERVAL_MS,
    feedTickMs: read.ALERTING_FEED_TICK_MS,
    feedTimeoutMs: read.ALERTING_FEED_TIMEOUT_MS,
    feedMaxBytes: read.ALERTING_FEED_MAX_BYTES,
    feedsAtOnce: read.ALERTING_FEEDS_AT_ONCE,
    feedAllowedAddresses: read.ALERTING_FEED_ALLOWED_ADDRESSES.split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    /** The secret in a variable; undefined when it is not set, or is none of a feed. */
    feedSecret: (name: string) => (FEED_SECRET.test(name) ? env[name] : undefined),
    trustDirectory: read.ALERTING_TRUST_DIR,
    judgingThreads: read.ALERTING_JUDGING_THREADS,
    inlineBytes: read.ALERTING_INLINE_BYTES,
  };
}

/** `ALERTING_DATABASE_URL`, or `DATABASE_URL`; needed only where alerting runs as a process of its own. */
export function readAlertingDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.ALERTING_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set ALERTING_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
