import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { signIn, type Session } from '../corpus/sign-in';
import { chainsOf } from './chains';
import { stillInForce } from './still-in-force';
import { REPLAYS, type ReplayedDocument } from './sources';

// npm run cap:replay -- mexico|us DIR [--url URL] [--as-if-in-force]: posts a real season of alerts to a running product, in
// the order in which they were sent, and counts what became of them: by verdict, and by the state of the chains; beside it
// what the documents say of each other, read without the service.
const USAGE =
  'npm run cap:replay -- mexico|us DIR [--url http://127.0.0.1:3000] [--as-if-in-force]   (FENGHUO_USER, FENGHUO_PASSWORD; else .data/demo-credentials.json)';

interface Answer {
  code?: string;
  verdict?: string;
  outcome?: string;
  alerts?: Answer[];
}

async function main(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { url: { type: 'string' }, 'as-if-in-force': { type: 'boolean', default: false } },
  });
  const [name = '', folder = '../shared/data'] = positionals;
  const read = REPLAYS[name];
  if (!read) {
    console.error(USAGE);
    return 2;
  }
  const url = values.url ?? process.env.FENGHUO_URL ?? 'http://127.0.0.1:3000';
  const session = await signIn(url, process.env, join(process.cwd(), '.data', 'demo-credentials.json'));
  const since = new Date();
  const original = await read(folder, since);
  const texts = original.map(({ text }) => text);
  const moved = texts.map((text) => (values['as-if-in-force'] ? stillInForce(text, since) : text));
  const documents = original.map((document, index) => ({ ...document, text: moved[index] as string }));
  const answers = new Tally();
  const began = performance.now();
  for (const document of documents) {
    const { alerts, ...answer } = await post(url, session, document);
    for (const { verdict, outcome, code } of alerts ?? [answer])
      answers.count(`${verdict ?? code ?? 'no answer'}, ${outcome ?? code ?? ''}`);
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(`${documents.length} documents in ${seconds.toFixed(1)} s, ${(documents.length / seconds).toFixed(0)}/s`);
  answers.print('by verdict, and what the message became when it came');
  // Whatever is answered has been committed; what has run out is ended by the clock, within seconds.
  await pause(5_000);
  const page = { url, session, since };
  (await tallied('messages', 'outcome', page)).print('messages now (kept: waits for the one that it names)');
  (await tallied('warnings', 'state', page)).print('warnings by the state of their chain');
  const { followUps, toKnown, named, repeated } = chainsOf(moved, since);
  console.log(
    `\nby the references alone: ${followUps} follow-ups, ${toKnown} of them name an earlier document of the replay`,
  );
  console.log(`${named} documents are named by a later Update`);
  console.log(`${repeated.identities} identities come again with other bytes, in ${repeated.documents} documents`);
  console.log('\nBy the rules of any other day: whose time is over is a warning that has expired, whenever it comes.');
  return 0;
}

async function post(url: string, session: Session, { text }: ReplayedDocument): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const response = await fetch(new URL('/api/alerting/cap', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/cap+xml' },
      body: text,
    });
    const answer = (await response.json().catch(() => ({ code: `no answer (${response.status})` }))) as Answer;
    if (response.status !== 503 || tried === 5) return answer;
    await pause(1000 * Number(response.headers.get('retry-after') ?? 1));
  }
}

/** Counts all items of a list that came in since the replay began, by one of their fields. */
async function tallied(
  list: 'messages' | 'warnings',
  field: string,
  { url, session, since }: { url: string; session: Session; since: Date },
): Promise<Tally> {
  const tally = new Tally();
  let cursor: string | null = null;
  do {
    const address = new URL(`/api/alerting/${list}`, url);
    address.searchParams.set('limit', '200');
    address.searchParams.set('filter[receivedSince]', since.toISOString());
    if (cursor) address.searchParams.set('cursor', cursor);
    const response = await fetch(address, { headers: { authorization: `Bearer ${session.token}` } });
    if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}: ${await response.text()}`);
    const page = (await response.json()) as { items: Record<string, string | null>[]; next: string | null };
    for (const item of page.items) tally.count(item[field] ?? 'none');
    cursor = page.next;
  } while (cursor);
  return tally;
}

class Tally {
  private readonly counts = new Map<string, number>();

  count(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  print(title: string): void {
    console.log(`\n${title}`);
    const rows = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, count] of rows) console.log(`${String(count).padStart(6)}  ${key}`);
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
