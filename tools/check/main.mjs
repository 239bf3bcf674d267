// Runs every check, also after one has failed, and names all that failed: one round of repairs instead of six.
// `--static` leaves out the fast tests, which CI has run already.
import { spawnSync } from 'node:child_process';

const checks = [
  ['format', 'prettier --check --log-level warn .'],
  ['lint', 'eslint .'],
  ['dependency rules', 'depcruise --output-type err-long apps libs scenarios test tools'],
  ['types', 'tsc --noEmit'],
  ['generated documents', 'npm run --silent docs:check'],
  ['fast tests', 'npm run --silent test:fast'],
];

const wanted = process.argv.includes('--static') ? checks.filter(([name]) => name !== 'fast tests') : checks;

const outcomes = wanted.map(([name, command]) => {
  console.log(`\n── ${name}: ${command}`);
  const started = performance.now();
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  return { name, passed: status === 0, seconds: (performance.now() - started) / 1000 };
});

console.log('');
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
