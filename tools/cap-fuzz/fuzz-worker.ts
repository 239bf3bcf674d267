import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { mutated } from '../cap-mutations/mutate';
import { Random } from '../cap-mutations/random';
import { examine } from './problems';
import type { FuzzResult, FuzzTask } from './worker-messages';

/** The same for every run, so that a mutation is found again by seed and number alone. */
const NOW = new Date('2026-07-10T12:00:00Z');
const SPREAD = 0x9e3779b1;

const { files, seed, from, to, step, progress } = workerData as FuzzTask;
const documents = files.map((file) => readFileSync(file));
const marks = new Int32Array(progress);
const result: FuzzResult = { verdicts: {}, problems: [], slowest: { milliseconds: 0, mutation: '' } };

for (let number = from; number < to; number += step) {
  Atomics.store(marks, 0, number);
  const random = new Random(Math.imul(number + 1, SPREAD) ^ seed);
  const choice = random.below(documents.length);
  const bytes = mutated(documents[choice] as Buffer, random);
  const mutation = `seed ${seed} mutation ${number} of ${files[choice]}`;
  const started = performance.now();
  const { verdict, problems } = examine(bytes, NOW);
  const milliseconds = performance.now() - started;
  if (milliseconds > result.slowest.milliseconds) result.slowest = { milliseconds, mutation };
  result.verdicts[verdict] = (result.verdicts[verdict] ?? 0) + 1;
  result.problems.push(...problems.map((problem) => `${mutation}: ${problem}`));
  Atomics.add(marks, 1, 1);
}
parentPort?.postMessage(result);
