import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../../tools/cluster/cluster';

const LOOK_EVERY_MS = 50;
const ONE_LOOK_MS = 2_000;
const PATIENCE_MS = 120_000;

/** Waits until every process that speaks HTTP says that work may be sent to it. */
export async function allReady({ processes }: Cluster): Promise<void> {
  for (const { kind, replica, url } of processes) {
    if (!url) continue;
    for (const end = Date.now() + PATIENCE_MS; !(await isReady(url)); await pause(LOOK_EVERY_MS))
      if (Date.now() > end) throw new Error(`${kind} ${replica} is not ready after ${PATIENCE_MS} ms`);
  }
}

async function isReady(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(ONE_LOOK_MS);
  const answer = await fetch(new URL('/health/ready', url), { signal }).catch(() => undefined);
  return answer?.status === 200;
}
