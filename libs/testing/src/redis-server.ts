import { spawnSync } from 'node:child_process';

/** Why no Redis can be run on this machine, or undefined when one can. */
export function whyNoRedis(): string | undefined {
  return spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'there is no redis-server on the path';
}
