import type { Client } from 'pg';
import type { Database } from '@libs/persistence';
import { InProcessFeed } from './in-process-feed';
import { LogReaders } from './log-readers';
import type { MessagingConfig } from './messaging.config';
import { RelayLoop, type Mover } from './relay-loop';
import type { SessionLock } from './session-lock';
import type { Feed, FeedOptions, Relay, Transport } from './transport';
import { refuseMixing } from './used-transport';

/** Rows per move. */
const MOVED_AT_ONCE = 1_000;

/** Events over PostgreSQL in one process: the relay is the sequencer, and readers use a cursor on its positions. */
export class InProcessTransport implements Transport {
  readonly kind = 'in-process';
  private readonly readers = new LogReaders();

  constructor(
    private readonly database: Database,
    private readonly config: MessagingConfig,
  ) {}

  open(): Promise<void> {
    return refuseMixing(this.database, this.kind);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  relay(service: string): Relay {
    return new RelayLoop(this.database, service, new LogMover(service, this.readers), this.config);
  }

  feed(options: FeedOptions): Feed {
    return new InProcessFeed(this.database, options, this.config, this.readers);
  }

  async rewind(group: string): Promise<void> {
    await this.database.query('delete from bus.cursors where consumer = $1', [group]);
  }
}

/** Moves rows from an outbox into the log, exactly once. */
class LogMover implements Mover {
  constructor(
    private readonly service: string,
    private readonly readers: LogReaders,
  ) {}

  takeOver(): Promise<void> {
    return Promise.resolve();
  }

  handOver(): Promise<void> {
    return Promise.resolve();
  }

  async move({ connection }: SessionLock): Promise<number> {
    const name = `move-${this.service}`;
    const { rows } = await connection.query<Moved>({ name, text: moving(this.service, UP_TO_A_TOMBSTONE) });
    const { moved, topics, erases } = rows[0]!;
    this.readers.wake(topics ?? []);
    return Number(moved) + (erases ? await this.moveAndErase(connection) : 0);
  }

  /** A tombstone erases what the log still has of its key, in the same transaction. */
  private async moveAndErase(connection: Client): Promise<number> {
    await connection.query('begin');
    try {
      const { rows } = await connection.query<Moved>(moving(this.service, ''));
      await connection.query(
        `delete from bus.log l using bus.log t where t.payload is null and t.topic = l.topic and t.key = l.key
           and l.position < t.position`,
      );
      const { command } = await connection.query('commit');
      if (command !== 'COMMIT') throw new Error(`COMMIT answered ${command}`);
      this.readers.wake(rows[0]!.topics ?? []);
      return Number(rows[0]!.moved);
    } catch (error) {
      await connection.query('rollback').catch(() => undefined);
      throw error;
    }
  }
}

interface Moved {
  moved: string;
  topics: string[] | null;
  /** There is a tombstone among the oldest. */
  erases: boolean;
}

const UP_TO_A_TOMBSTONE = 'and o.seq < coalesce((select min(seq) from oldest where erases), 9223372036854775807)';

/**
 * One statement moves the oldest rows. The log has one writer at a time, until its commit: so positions are in commit
 * order, and a cursor skips nothing. Without rows nothing is locked: an idle relay does not wait for others.
 */
function moving(service: string, which: string): string {
  return `with locked as materialized (
      select pg_advisory_xact_lock(hashtextextended('bus.log', 0)) from "${service}".outbox limit 1),
    oldest as (select seq, payload is null as erases from "${service}".outbox cross join locked
      order by seq limit ${MOVED_AT_ONCE}),
    taken as (delete from "${service}".outbox o using oldest where o.seq = oldest.seq ${which} returning o.*),
    moved as (insert into bus.log (topic, key, event_id, type, payload, headers)
      select aggregatetype, aggregateid, id, type, payload, headers from taken order by seq returning topic)
    select (select count(*) from moved) as moved, (select array_agg(distinct topic) from moved) as topics,
      (select coalesce(bool_or(erases), false) from oldest) as erases`;
}
