import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVICES, type ServiceName } from '../../tools/cluster/services';
import { VARIANTS, variantEnvironment } from './broken/variants';
import type { RunOptions } from './run';

// npm run faults -- --kills 200 [--seed N] [--minutes M] [--replicas all=2] [--rolling] [--variant NAME] [--keep]
// Ends with 0 when every invariant holds, 1 when one does not or nothing was proved, 2 when it was called wrongly.
const USAGE =
  'npm run faults -- [--kills N] [--seed N] [--minutes M] [--replicas picture=2,all=2] [--rolling] ' +
  `[--variant ${VARIANTS.join('|')}] [--keep]`;
const EXIT = { proved: 0, failed: 1, wrongUse: 2 } as const;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '14' },
      seed: { type: 'string' },
      minutes: { type: 'string', default: '0' },
      replicas: { type: 'string', default: '' },
      rolling: { type: 'boolean', default: false },
      variant: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const [kills, minutes, seed] = [
    Number(values.kills),
    Number(values.minutes),
    Number(values.seed ?? Date.now() % 1_000_000),
  ];
  const variant = VARIANTS.find((one) => one === values.variant);
  const replicas = replicasOf(values.replicas);
  if (![kills, minutes, seed].every((number) => number >= 0) || (values.variant && !variant) || !replicas) {
    console.error(USAGE);
    return EXIT.wrongUse;
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'fenghuo-faults-'));
  // Where this runs as root, the database's own account has to pass.
  chmodSync(dataDir, 0o711);
  const environment = variant ? variantEnvironment(variant) : {};
  const code = await played({ kills, seed, minutes, rolling: values.rolling, replicas, environment, dataDir });
  if (code === EXIT.proved && !values.keep) rmSync(dataDir, { recursive: true, force: true });
  else console.log(`数据、日志与流水保留在 · Data, logs and journal are kept in ${dataDir}`);
  return code;
}

/** Plays the run in a process of its own, so that what a cluster under fire says goes to a file and not to people. */
function played(options: Omit<RunOptions, 'tell'>): Promise<number> {
  const log = openSync(join(options.dataDir, 'cluster.log'), 'a');
  const child = fork(join(__dirname, 'run-process.js'), [JSON.stringify(options)], {
    stdio: ['ignore', log, log, 'ipc'],
  });
  child.on('message', ({ line }: { line: string }) => console.log(line));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? EXIT.failed)));
}

/** `picture=2,all=2`; undefined when it is not that. */
function replicasOf(text: string): Partial<Record<ServiceName, number>> | undefined {
  const replicas: Partial<Record<ServiceName, number>> = {};
  for (const part of text.split(',').filter(Boolean)) {
    const [name, count] = part.split('=');
    const named = name === 'all' ? SERVICES : SERVICES.filter((service) => service === name);
    if (named.length === 0 || !(Number(count) >= 1)) return undefined;
    for (const service of named) replicas[service] = Number(count);
  }
  return replicas;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = EXIT.failed;
  },
);
