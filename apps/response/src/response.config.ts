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
