import type { Client } from 'pg';
import { GroupServer, type WireMessage } from '@libs/messaging';
import { Transaction, type Database } from '@libs/persistence';

/** Ways to break delivery on purpose; the suite has to notice each of them. */
export const BROKEN_VARIANTS = ['inbox', 'relay', 'acknowledge'] as const;

/**
 * @param variant one of {@link BROKEN_VARIANTS}; anything else breaks nothing.
 * @param database whose sessions are broken; the prototype breaks those of the whole process.
 */
export function breakOnPurpose(variant: string | undefined, database: Database): void {
  if (variant === 'inbox') forgetEveryMessage();
  if (variant === 'relay') deleteBeforeSending(database);
  if (variant === 'acknowledge') acknowledgeBeforeCommit();
}

const once = new Set<string>();
const first = (name: string): boolean => !once.has(name) && Boolean(once.add(name));

interface Named {
  name?: string;
  text?: string;
}

/** The inbox says of every message that it is new. */
function forgetEveryMessage(): void {
  if (!first('inbox')) return;
  const query = Transaction.prototype.query;
  Transaction.prototype.query = async function <Row>(
    this: Transaction,
    ...[statement, values]: Parameters<typeof query>
  ) {
    const rows = await query.call(this, statement, values);
    if ((statement as Named).name?.startsWith('decide-'))
      for (const row of rows as { waits: boolean; fresh: boolean }[]) row.fresh = !row.waits;
    return rows as Row[];
  };
}

/** The relay deletes its rows, and only then sends them. */
function deleteBeforeSending(database: Database): void {
  const open = database.session;
  database.session = async function (this: Database, limits) {
    const client = await open.call(this, limits);
    const query = client.query.bind(client) as (statement: unknown, values?: unknown) => Promise<{ rows: unknown[] }>;
    const hasty = async (statement: Named | string, values?: unknown): Promise<unknown> => {
      const name = typeof statement === 'string' ? undefined : statement.name;
      if (name === 'oldest') {
        const result = await query(statement, values);
        const [outbox] = /"\w+"\.outbox/.exec((statement as Named).text!)!;
        await query(`delete from ${outbox} where seq = any($1::bigint[])`, [
          (result.rows as { seq: string }[]).map(({ seq }) => seq),
        ]);
        return result;
      }
      return name?.startsWith('move-') ? moveInTwoSteps(query) : query(statement, values);
    };
    client.query = hasty as unknown as Client['query'];
    return client;
  };
}

async function moveInTwoSteps(query: (statement: unknown, values?: unknown) => Promise<{ rows: unknown[] }>) {
  const { rows } = await query('with d as (delete from bridge.outbox returning *) select * from d order by seq');
  if (rows.length > 0) await query({ name: 'between the steps', text: 'select 1' });
  await query(
    `insert into bus.log (topic, key, event_id, type, payload, headers)
     select aggregatetype, aggregateid, id, type, payload, headers
     from jsonb_to_recordset($1::jsonb) as o (aggregatetype text, aggregateid text, id uuid, type text, payload jsonb, headers jsonb)`,
    [JSON.stringify(rows)],
  );
  return { rows: [{ moved: String(rows.length), topics: null, erases: false }] };
}

/** A message counts as finished as soon as it has come. */
function acknowledgeBeforeCommit(): void {
  if (!first('acknowledge')) return;
  interface Sink {
    accept(message: WireMessage, finished: () => void): void;
  }
  const server = GroupServer.prototype as unknown as { sink(): Sink };
  const sinkOf = server.sink;
  server.sink = function (this: unknown) {
    const sink = sinkOf.call(this);
    const accept = sink.accept.bind(sink);
    sink.accept = (message, finished) => {
      finished();
      accept(message, () => undefined);
    };
    return sink;
  };
}
