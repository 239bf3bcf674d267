import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

// jest loads this file once for each tier; the process is all that they share.
const shared = globalThis as { fenghuoIsBuilt?: boolean };

/** Builds the product into `dist`, once for the whole run: the stories start what a user starts. */
export function buildProduct(): void {
  if (shared.fenghuoIsBuilt) return;
  const { status, stderr, error } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: resolve(__dirname, '../..'),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The product does not build: ${error?.message ?? stderr}`);
  shared.fenghuoIsBuilt = true;
}
