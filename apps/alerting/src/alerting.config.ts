import { z } from 'zod';

export const ALERTING_CONFIG = Symbol('ALERTING_CONFIG');

const environment = z.object({
  /** How often warnings are looked at whose time has come. Milliseconds. */
  ALERTING_EXPIRY_INTERVAL_MS: z.coerce.number().int().min(100).default(2_000),
});

export type AlertingConfig = ReturnType<typeof readAlertingConfig>;

/** Reads what alerting needs from the environment; throws with the variable's name when one is wrong. */
export function readAlertingConfig(env: NodeJS.ProcessEnv = process.env) {
  const read = environment.parse(env);
  return { expiryIntervalMs: read.ALERTING_EXPIRY_INTERVAL_MS };
}

/** `ALERTING_DATABASE_URL`, or `DATABASE_URL`; needed only where alerting runs as a process of its own. */
export function readAlertingDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.ALERTING_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set ALERTING_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
