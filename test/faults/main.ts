import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ServiceName } from '../../tools/cluster/services';
import { SERVICES } from './schedule';
import { failuresOf, linesOf } from './report';
import { run } from './run';
import { VARIANTS, variantEnvironment } from './broken/variants';

// npm run faults -- --kills 200 [--seed N] [--minutes M] [--replicas all=2] [--rolling] [--variant NAME] [--keep]
// Ends with 0 when every invariant holds, 1 when one does not or nothing was proved, 2 when it was called wrongly.
const USAGE =
  'npm run faults -- [--kills N] [--seed N] [--minutes M] [--replicas picture=2,all=2] [--rolling] ' +
  `[--variant ${VARIANTS.join('|')}] [--keep]`;

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
  const [kills, minutes] = [Number(values.kills), Number(values.minutes)];
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const variant = VARIANTS.find((one) => one === values.variant);
  const isNumber = [kills, minutes, seed].every((number) => number >= 0);
  if (!isNumber || (values.variant && !variant)) {
    console.error(USAGE);
    return 2;
  }
  const begun = performance.now();
  const tell = (zh: string, en: string): void => {
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1).padStart(7);
    console.log(`${seconds} s  ${zh} · ${en}`);
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'fenghuo-faults-'));
  // Where this runs as root, the database's own account has to pass.
  chmodSync(dataDir, 0o711);
  console.log(`种子 seed ${seed} → ${dataDir}`);
  const outcome = await run({
    kills,
    seed,
    minutes,
    rolling: values.rolling,
    replicas: replicasOf(values.replicas),
    environment: variant ? variantEnvironment(variant) : {},
    dataDir,
    tell,
  }).catch((error: unknown) => {
    console.error(`运行中断，数据留在 · The run broke off; its data are in ${dataDir}`);
    throw error;
  });

  console.log(`\n${linesOf(outcome).join('\n')}\n`);
  const failures = failuresOf(outcome);
  for (const failure of failures) console.log(`失败 FAILED  ${failure}`);
  if (failures.length > 0 || values.keep) {
    console.log(`数据、日志与流水保留在 · Data, logs and journal are kept in ${dataDir}`);
  } else {
    rmSync(dataDir, { recursive: true, force: true });
    console.log(`全部成立 · every invariant holds (${((performance.now() - begun) / 1_000).toFixed(0)} s)`);
  }
  return failures.length > 0 ? 1 : 0;
}

/** `picture=2,all=2`. */
function replicasOf(text: string): Partial<Record<ServiceName, number>> {
  const replicas: Partial<Record<ServiceName, number>> = {};
  for (const part of text.split(',').filter(Boolean)) {
    const [name, count] = part.split('=');
    const named = name === 'all' ? SERVICES : SERVICES.filter((service) => service === name);
    if (named.length === 0 || !(Number(count) >= 1)) throw new Error(USAGE);
    for (const service of named) replicas[service] = Number(count);
  }
  return replicas;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  },
);
