import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judge, type SignatureRecord } from '@libs/cap';
import { indexRows } from '../corpus/index-rows';

// npm run cap:signatures -- DIR: in which reading the signatures of a corpus hold (DIR/INDEX.csv), beside what its index
// says of the digest. Exit 1 where the two differ.

/** Beginnings of the sentences in the column `signature_check`, and the reading each stands for. */
const IN_INDEX: Record<string, string> = {
  'standard XML-DSig verifies': 'as-published',
  'digest matches only after whitespace-only': 'white-space-removed',
  'digest matches only with ALL Signature': 'all-signatures-removed',
  'no reading of the digest matches': 'no reading',
};

async function main(folder = '../shared/data/cap'): Promise<number> {
  const rows = await indexRows(join(folder, 'INDEX.csv'));
  const counts = new Map<string, number>();
  let differing = 0;
  console.log('file | digest fits | state | verdict | goal | why');
  for (const { file = '', signature_check: said = '', ingest_goal: goal } of rows) {
    const expected = Object.keys(IN_INDEX).find((start) => said.startsWith(start));
    if (expected === undefined) continue;
    const judgement = judge(await readFile(join(folder, '..', file)), { now: new Date() });
    const signatures = judgement.signatures ?? [];
    const [readings, states] = [signatures.map(readingOf), signatures.map(({ state }) => state)].map(distinct);
    const why = distinct(signatures.flatMap((each) => ('reason' in each ? [each.reason] : [])));
    const agrees = readings === IN_INDEX[expected];
    if (!agrees) differing += 1;
    console.log(
      [file, agrees ? readings : `${readings}, BUT: ${said}`, states, judgement.verdict, goal, why].join(' | '),
    );
    const key = `${readings}: ${states}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log('');
  for (const [key, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(4)}  ${key}`);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`\n${total} signed alerts, ${differing} of which the index says another reading`);
  return differing === 0 ? 0 : 1;
}

function readingOf(signature: SignatureRecord): string {
  return signature.reading ?? 'no reading';
}

function distinct(values: string[]): string {
  return [...new Set(values)].join(', ');
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
