import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judge } from '@libs/cap';
import { indexRows } from '../corpus/index-rows';
import { compare, type Comparison } from './comparison';

// npm run cap:agree -- DIR: judges every file of a corpus (DIR/cap/INDEX.csv) and compares with its goals. Exit 1 when a
// difference is argued by no rule.
async function main(folder = '../shared/data'): Promise<number> {
  const index = await indexRows(join(folder, 'cap', 'INDEX.csv'));
  const google = new Map(
    (await indexRows(join(folder, 'cap', 'google_cap_library.csv'))).map((row) => [row.file, row] as const),
  );
  const now = new Date();
  const differences: { file: string; comparison: Comparison }[] = [];
  const counts = new Map<string, number>();
  for (const { file = '', ingest_goal: goal = '' } of index) {
    const judgement = judge(await readFile(join(folder, file)), { now });
    const comparison = compare(goal, judgement);
    const kind = `${judgement.verdict} | goal: ${goal}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (!comparison.agreed) differences.push({ file, comparison });
  }
  for (const [kind, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${count}\t${kind}`);
  console.log('\nfile | goal | ours | Google: schema, own checks, profile | rule of section 6 that the goal breaks');
  for (const { file, comparison } of differences) {
    const { strict_xsd: strict, extended_checks: extended, google_profile: profile } = google.get(file) ?? {};
    const theirs = [strict, extended, profile].filter((part) => part).join(', ');
    console.log([file, comparison.goal, comparison.ours, theirs, comparison.rule ?? 'NOT ARGUED'].join(' | '));
  }
  const open = differences.filter(({ comparison }) => comparison.rule === undefined).length;
  const argued = differences.length - open;
  console.log(`\n${index.length} files: ${index.length - differences.length} agree, ${argued} argued, ${open} open`);
  return open === 0 ? 0 : 1;
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
