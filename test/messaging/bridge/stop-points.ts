import type { Client } from 'pg';
import type { Transport } from '@libs/messaging';
import type { Database } from '@libs/persistence';

/**
 * Where a relay's process ends (SIGKILL) or freezes (SIGSTOP), the first time it comes there: it has learnt which rows
 * wait; it is about to send them; it has sent them, and does not know yet that they are gone from the outbox. In process
 * one statement moves them: it is on its way to the server then.
 */
export interface StopPoint {
  at: 'rows known' | 'before sending' | 'after sending';
  signal: 'SIGKILL' | 'SIGSTOP';
}

/** Watches the statements on the relay's own connection, and what it sends to the broker. */
export function stopAt(point: StopPoint | undefined, database: Database, transport: Transport): void {
  if (!point) return;
  let stopped = false;
  const reached = (place: StopPoint['at']): void => {
    if (stopped || place !== point.at) return;
    stopped = true;
    process.kill(process.pid, point.signal);
  };
  watchStatements(database, (name, isDone, rows) => {
    if (name?.startsWith(MOVE) && !isDone && rows > 0) {
      reached('rows known');
      reached('before sending');
      setImmediate(() => reached('after sending'));
    }
    // Where it is broken on purpose (broken-variants.ts).
    if (name === 'between the steps') reached('before sending');
    if (name === 'oldest' && isDone && rows > 0) reached('rows known');
    if (name === 'sent' && !isDone) reached('after sending');
  });
  const { producer } = transport as unknown as { producer?: { sendBatch(batch: unknown): Promise<unknown> } };
  if (!producer) return;
  const send = producer.sendBatch.bind(producer);
  producer.sendBatch = (batch) => {
    reached('before sending');
    return send(batch);
  };
}

/** Before the service's name, in the name of the statement that moves rows in process. */
const MOVE = 'move-';

type Watcher = (name: string | undefined, isDone: boolean, rows: number) => void;

function watchStatements(database: Database, watch: Watcher): void {
  const open = database.session.bind(database);
  database.session = async (limits) => {
    const client = await open(limits);
    const query = client.query.bind(client) as (
      statement: unknown,
      ...rest: unknown[]
    ) => Promise<{ rowCount: number }>;
    const waiting = async (service: string): Promise<number> =>
      (await query(`select 1 from "${service}".outbox limit 1`)).rowCount;
    const watched = async (statement: { name?: string } | string, ...rest: unknown[]): Promise<unknown> => {
      const name = typeof statement === 'string' ? undefined : statement.name;
      watch(name, false, name?.startsWith(MOVE) ? await waiting(name.slice(MOVE.length)) : 0);
      const result = await query(statement, ...rest);
      watch(name, true, result.rowCount);
      return result;
    };
    client.query = watched as Client['query'];
    return client;
  };
}
