// Breaks delivery on purpose, in each of three ways, and demands that the suite notices: `npm run delivery:broken`.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Each variant of broken-variants.ts with the sentence that it makes untrue. */
const variants = [
  ['inbox', 'dies after the commit and before the acknowledgement'],
  ['relay', 'relay dies right before sending'],
  ['acknowledge', 'process dies in the middle of the handler'],
];

const unnoticed = variants.filter(([variant, sentences]) => {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [resolve(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'delivery', '-t', sentences],
    { cwd: root, encoding: 'utf8', env: { ...process.env, FENGHUO_BREAK: variant } },
  );
  if (error) throw error;
  const failed = Number(/^Tests:.*?(\d+) failed/m.exec(stderr + stdout)?.[1] ?? 0);
  const passed = Number(/^Tests:.*?(\d+) passed/m.exec(stderr + stdout)?.[1] ?? 0);
  const noticed = status !== 0 && failed > 0 && passed === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${noticed ? 'noticed' : 'UNNOTICED'}  ${variant}: ${failed} tests fail, ${passed} pass (${seconds} s)`);
  if (!noticed) console.log(stderr.slice(-4000));
  return !noticed;
});

process.exitCode = unnoticed.length > 0 ? 1 : 0;
