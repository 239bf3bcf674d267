import type { Database } from '@libs/persistence';
import { InProcessFeed } from './in-process-feed';
import { Latch } from './latch';
import type { MessagingConfig } from './messaging.config';
import { RelayLoop, type Mover } from './relay-loop';
import type { SessionLock } from './session-lock';
import type { Feed, FeedOptions, Relay, Transport } from './transport';

/** Rows per move. */
const MOVED_AT_ONCE = 1_000;

/** Events over PostgreSQL in one process: the relay is the sequencer, and readers use a cursor on its positions. */
export class InProcessTransport implements Transport {
  readonly kind = 'in-process';
  private readonly readers = new Set<Latch>();

  constructor(
    private readonly database: Database,
    private readonly config: MessagingConfig,
  ) {}

  open(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  relay(service: string): Relay {
    return new RelayLoop(this.database, service, new LogMover(service, () => this.wakeReaders()), this.config);
  }

  feed(options: FeedOptions): Feed {
    return new InProcessFeed(this.database, options, this.config, this.readers);
  }

  async rewind(group: string): Promise<void> {
    await this.database.query('delete from bus.cursors where consumer = $1', [group]);
  }

  private wakeReaders(): void {
    for (const reader of this.readers) reader.wake();
  }
}

/** Moves rows from an outbox into the log, exactly once, in one transaction. */
class LogMover implements Mover {
  constructor(
    private readonly service: string,
    private readonly wakeReaders: () => void,
  ) {}

  takeOver(): Promise<void> {
    return Promise.resolve();
  }

  handOver(): Promise<void> {
    return Promise.resolve();
  }

  async move({ connection }: SessionLock): Promise<number> {
    // Outside the log's lock: an idle relay must not wait for others.
    const { rowCount: waiting } = await connection.query(`select 1 from "${this.service}".outbox limit 1`);
    if (!waiting) return 0;
    await connection.query('begin');
    try {
      // One writer at a time, until its commit: so positions are in commit order, and a cursor skips nothing.
      await connection.query(`select pg_advisory_xact_lock(hashtextextended('bus.log', 0))`);
      const { rows } = await connection.query<{ moved: string; erased: string }>({
        name: 'move',
        text: `with oldest as (select seq from "${this.service}".outbox order by seq limit ${MOVED_AT_ONCE}),
          taken as (delete from "${this.service}".outbox o using oldest where o.seq = oldest.seq returning o.*),
          moved as (insert into bus.log (topic, key, event_id, type, payload, headers)
            select aggregatetype, aggregateid, id, type, payload, headers from taken order by seq returning 1)
          select (select count(*) from moved) as moved, count(*) filter (where payload is null) as erased from taken`,
      });
      if (Number(rows[0]!.erased) > 0)
        // A tombstone erases what the log still has of its key.
        await connection.query(
          `delete from bus.log l using bus.log t where t.payload is null and t.topic = l.topic and t.key = l.key
             and l.position < t.position`,
        );
      const { command } = await connection.query('commit');
      if (command !== 'COMMIT') throw new Error(`COMMIT answered ${command}`);
      this.wakeReaders();
      return Number(rows[0]!.moved);
    } catch (error) {
      await connection.query('rollback').catch(() => undefined);
      throw error;
    }
  }
}
