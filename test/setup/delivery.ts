import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buildProduct } from './build';
import { provideKafka, providePostgres } from './servers';

// jest demands default exports here.
export default async function setUp(): Promise<void> {
  // The broken variants are run one after the other on what was built before them.
  if (!process.env.FENGHUO_BREAK) {
    buildProduct();
    buildProcesses();
  }
  await Promise.all([providePostgres(), provideKafka()]);
}

/** The processes that the delivery suite kills. */
function buildProcesses(): void {
  const { status, stderr, error } = spawnSync(
    'npx',
    ['swc', 'test/messaging', '-d', 'dist', '--config-file', '.swcrc', '--quiet'],
    { cwd: resolve(__dirname, '../..'), encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`The delivery suite's processes do not build: ${error?.message ?? stderr}`);
}
