import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { documentsIn } from '../corpus/documents';
import { fuzz } from './fuzz';

// npm run cap:fuzz -- [--mutations N] [--seed N] [--workers N] [--limit MS] [DIR]: judges damaged copies of the documents
// below DIR (our own samples when none is given). Exit 1 when one crashed, hung, or broke what is promised of judgements.
const SAMPLES = join('libs', 'cap', 'samples');
/** A few large documents would take most of the time. */
const LARGEST = 200_000;
const SHOWN = 50;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      mutations: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
      limit: { type: 'string', default: '10000' },
    },
  });
  const [mutations, seed, workers, limit] = [values.mutations, values.seed, values.workers, values.limit].map(Number);
  const files: string[] = [];
  for await (const path of documentsIn(positionals[0] ?? SAMPLES)) {
    if ((await stat(path)).size <= LARGEST) files.push(path);
  }
  const numbers = [mutations, seed, workers, limit] as [number, number, number, number];
  if (!numbers.every(Number.isInteger) || files.length === 0) {
    console.error('npm run cap:fuzz -- [--mutations N] [--seed N] [--workers N] [--limit MS] [DIR with *.xml]');
    return 2;
  }
  const started = performance.now();
  const result = await fuzz({
    files,
    mutations: numbers[0],
    seed: numbers[1],
    workers: numbers[2],
    limit: numbers[3],
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${mutations} mutations (seed ${seed}) of ${files.length} documents in ${seconds} s`);
  for (const [verdict, count] of Object.entries(result.verdicts).sort()) console.log(`${count}\t${verdict}`);
  console.log(`slowest: ${Math.round(result.slowest.milliseconds)} ms, ${result.slowest.mutation}`);
  for (const problem of result.problems.slice(0, SHOWN)) console.log(`PROBLEM ${problem}`);
  console.log(`${result.problems.length} problems`);
  return result.problems.length === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
