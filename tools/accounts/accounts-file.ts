import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The file with the accounts of the demonstration at `url`: FENGHUO_CREDENTIALS, or those of the cluster while it serves
 * there, or the standalone's.
 */
export function accountsFile(url: string, given = process.env.FENGHUO_CREDENTIALS, folder = '.data'): string {
  if (given) return given;
  const cluster = join(process.cwd(), folder, 'cluster');
  return join(isServedBy(join(cluster, 'cluster.lock'), url) ? cluster : join(process.cwd(), folder), ACCOUNTS);
}

const ACCOUNTS = 'demo-credentials.json';

/** Whether the process that holds the lock lives and serves `url`. */
function isServedBy(lock: string, url: string): boolean {
  try {
    const { pid, note } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; note: { url?: string } };
    process.kill(pid, 0);
    return note.url !== undefined && new URL(note.url).origin === new URL(url).origin;
  } catch {
    return false;
  }
}
