import type { Writable } from 'node:stream';
import type { PoolClient } from 'pg';

const held = new WeakSet<Writable>();
/** Bytes above which nothing waits to be sent together: the server would take a transaction for idle meanwhile. */
const MUCH = 64 * 1024;

/**
 * What is sent in one turn of the event loop, from now on, leaves the process as one write: a system call costs more than
 * most statements. The driver offers its stream for nothing of the kind.
 */
export function sendTogether(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  if (held.has(stream)) {
    if (stream.writableLength < MUCH) return;
    stream.uncork();
    stream.cork();
    return;
  }
  held.add(stream);
  stream.cork();
  process.nextTick(() => {
    held.delete(stream);
    stream.uncork();
  });
}
