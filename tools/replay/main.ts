import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountsFile } from '../accounts/accounts-file';
import { playDrought } from './drought';
import { tableLines, type FigureRow, type SourceFigures } from './figures-table';
import { playFlood } from './flood';
import type { LeftOut, Replay } from './replay';
import { Users } from './users';

// npm run replay -- qingyang-2021-flood | qingyang-2021-drought [--leave-out household|trip]: plays a story as an
// exercise, through the public API of a running product only, and compares what picture shows with the source.
const url = process.env.FENGHUO_URL ?? 'http://127.0.0.1:3000';
const credentials = accountsFile(url);
const sourceFile = join(process.cwd(), 'scenarios', 'qingyang-2021', 'source-figures.json');

const STORIES: Record<string, (replay: Replay) => Promise<FigureRow[]>> = {
  'qingyang-2021-flood': playFlood,
  'qingyang-2021-drought': playDrought,
};
const EXIT = { equal: 0, different: 1, wrongUse: 2 } as const;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'leave-out': { type: 'string', multiple: true, default: [] } },
  });
  const play = STORIES[positionals[0] ?? ''];
  const leftOut = values['leave-out'].filter((row): row is LeftOut => row === 'household' || row === 'trip');
  if (!play || leftOut.length < values['leave-out'].length) {
    console.error(`npm run replay -- ${Object.keys(STORIES).join(' | ')} [--leave-out household|trip]`);
    return EXIT.wrongUse;
  }
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1_000).toFixed(1).padStart(6)} s`;
  const tell = (zh: string, en: string): void => console.log(`${seconds()}  ${zh} · ${en}`);
  const users = new Users(url, credentials);
  await users.untilReady((status) => console.log(`${seconds()}  等待就绪 · waiting for ready: ${status}`));
  console.log(`${seconds()}  【演练 EXERCISE】${positionals[0]}  →  ${url}/`);

  const source = JSON.parse(readFileSync(sourceFile, 'utf8')) as SourceFigures;
  const rows = await play({ users, source, leftOut, tell });

  console.log(`\n${tableLines(rows).join('\n')}\n`);
  const different = rows.filter(({ isEqual }) => !isEqual).length;
  console.log(
    different === 0
      ? `全部相等 · all equal (${seconds().trim()})`
      : `${different} 项不相等 · ${different} not equal (${seconds().trim()})`,
  );
  return different === 0 ? EXIT.equal : EXIT.different;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = EXIT.different;
  },
);
