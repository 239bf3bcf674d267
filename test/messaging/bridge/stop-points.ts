import type { Client } from 'pg';
import type { Transport } from '@libs/messaging';
import type { Database } from '@libs/persistence';

/**
 * Where a relay's process ends (SIGKILL) or freezes (SIGSTOP), the first time it comes there: it has learnt which rows
 * wait; it is about to send them; it has sent them, and they are still in the outbox.
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
    // In process the rows are moved by one statement; its transaction is what has to hold.
    if (name === 'move') reached(isDone ? 'rows known' : 'before sending');
    if (name === 'move' && isDone) reached('after sending');
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

type Watcher = (name: string | undefined, isDone: boolean, rows: number) => void;

function watchStatements(database: Database, watch: Watcher): void {
  const open = database.session.bind(database);
  database.session = async (limits) => {
    const client = await open(limits);
    const query = client.query.bind(client) as (
      statement: unknown,
      ...rest: unknown[]
    ) => Promise<{ rowCount: number }>;
    const watched = async (statement: { name?: string } | string, ...rest: unknown[]): Promise<unknown> => {
      const name = typeof statement === 'string' ? undefined : statement.name;
      watch(name, false, 0);
      const result = await query(statement, ...rest);
      watch(name, true, result.rowCount);
      return result;
    };
    client.query = watched as Client['query'];
    return client;
  };
}
