import { resolve } from 'node:path';

export interface ResponseConfig {
  /** Folder of the rule data. */
  rulesDir: string;
  /** Division whose emergencies this installation handles. */
  jurisdiction: string;
}

export const RESPONSE_CONFIG = Symbol('response config');

export function readResponseConfig(env: NodeJS.ProcessEnv = process.env): ResponseConfig {
  return {
    // From dist/apps/response/src as well as from apps/response/src under jest, the working directory is the project.
    rulesDir: resolve(env.FENGHUO_RULES_DIR ?? 'rules'),
    jurisdiction: env.FENGHUO_DIVISION ?? '621000',
  };
}

/** `RESPONSE_DATABASE_URL`, or `DATABASE_URL`; needed only where response runs as a process of its own. */
export function readResponseDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.RESPONSE_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set RESPONSE_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
