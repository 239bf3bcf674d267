import { availableParallelism } from 'node:os';
import { z } from 'zod';

export const ALERTING_CONFIG = Symbol('ALERTING_CONFIG');

const environment = z.object({
  /** How often warnings are looked at whose time has come. Milliseconds. */
  ALERTING_EXPIRY_INTERVAL_MS: z.coerce.number().int().min(100).default(2_000),
  /** Folder of trusted certificates (`*.pem`, `bindings.json`); nobody is trusted without one. */
  ALERTING_TRUST_DIR: z.string().min(1).optional(),
  /** Threads for documents that are signed or large. */
  ALERTING_JUDGING_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .default(Math.max(1, availableParallelism() - 1)),
  /** Unsigned documents up to this size are judged without a thread. Bytes. */
  ALERTING_INLINE_BYTES: z.coerce.number().int().min(0).default(16_384),
});

export type AlertingConfig = ReturnType<typeof readAlertingConfig>;

/** Reads what alerting needs from the environment; throws with the variable's name when one is wrong. */
export function readAlertingConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return {
    expiryIntervalMs: read.ALERTING_EXPIRY_INTERVAL_MS,
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
