import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { accountsFile } from '../accounts/accounts-file';
import { signIn, type Session } from './sign-in';
import { documentsIn } from './documents';
import { handIn, lineOf, type Answer } from './hand-in';

// npm run corpus -- DIR: hands every CAP document of a folder to a running product and says what became of each.
const url = process.env.FENGHUO_URL ?? 'http://127.0.0.1:3000';

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error(
      'npm run corpus -- DIR   (FENGHUO_URL, FENGHUO_USER, FENGHUO_PASSWORD; else .data/demo-credentials.json)',
    );
    return 2;
  }
  const session = await signIn(url, process.env, accountsFile(url));
  const counts = new Map<string, number>();
  for await (const path of documentsIn(folder)) {
    const answer = await handInOnce(session, path);
    console.log(lineOf(relative(folder, path), answer));
    const key = answer.status === 409 ? `${answer.verdict}, in conflict with another document` : answer.verdict;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`\n${total} files`);
  for (const [verdict, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(6)}  ${verdict}`);
  return 0;
}

async function handInOnce(session: Session, path: string): Promise<Answer> {
  return handIn(url, session, await readFile(path));
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
