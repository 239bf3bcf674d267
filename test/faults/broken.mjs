// Runs the cluster with delivery broken on purpose, in each of three ways, and demands that the checks notice:
// `npm run faults:broken`.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * So many that each service is killed at least once, and most twice: what is acknowledged too early is lost only when its
 * consumer dies.
 */
const KILLS = '16';

/** Each variant with the invariants of which at least one has to break. */
const variants = [
  ['inbox-off', ['I3']],
  ['relay-deletes-first', ['I2']],
  ['acknowledge-first', ['I2']],
];

const unnoticed = variants.filter(([variant, invariants]) => {
  const started = performance.now();
  const words = ['--kills', KILLS, '--seed', '11', '--variant', variant];
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [resolve(root, 'dist/test/faults/main.js'), ...words],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error) throw error;
  const broken = [...stdout.matchAll(/^(I\d) 违反/gm)].map(([, invariant]) => invariant);
  const noticed = status === 1 && invariants.some((invariant) => broken.includes(invariant));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${noticed ? '发现 noticed' : '未发现 UNNOTICED'}  ${variant}: ${broken.join(' ') || '–'} (${seconds} s)`,
  );
  if (!noticed) console.log(stdout.slice(-4000), stderr.slice(-2000));
  return !noticed;
});

process.exitCode = unnoticed.length > 0 ? 1 : 0;
