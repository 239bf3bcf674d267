import type { Transaction } from '@libs/persistence';
import type { WireMessage } from './envelope';

/** A message that waits for its turn to be tried again, or for a person. */
export interface ParkedMessage {
  pos: string;
  eventId: string;
  attempts: number;
  message: WireMessage;
}

/** How a message is parked. */
export interface Parking {
  eventId: string;
  type: string;
  message: WireMessage;
  attempts: number;
  state: 'waiting' | 'dead';
  /** Pause before it is tried, ms. */
  pauseMs: number;
  error?: string;
}

interface Row {
  pos: string;
  event_id: string;
  attempts: number;
  event: WireMessage;
}

/** What a second look at one message found. */
export interface Decision {
  /** An earlier message of the key is parked. */
  waits: boolean;
  /** Never seen before; its inbox row exists from now on. */
  fresh: boolean;
}

/** The inbox and the parked keys of one consumer, in its service's schema. */
export class ParkedKeys {
  private readonly schema: string;

  constructor(
    readonly consumer: string,
    service: string,
  ) {
    this.schema = `"${service}"`;
  }

  /**
   * One statement decides, without any lock: in READ COMMITTED one snapshot shows either the head still parked, or its
   * effect committed.
   */
  async decide(tx: Transaction, topic: string, key: string, eventId: string): Promise<Decision> {
    const [row] = await tx.query<Decision>(
      {
        name: `decide-${this.schema}`,
        text: `with p as (select exists (select 1 from ${this.schema}.parked where consumer = $1 and topic = $2 and key = $3) as waits),
          i as (insert into ${this.schema}.inbox (consumer, event_id) select $1, $4 from p where not waits
                on conflict do nothing returning 1)
          select (select waits from p) as waits, exists (select 1 from i) as fresh`,
      },
      [this.consumer, topic, key, eventId],
    );
    return row!;
  }

  /** Parks a message, unless it was handled or is parked already. */
  async park(tx: Transaction, { eventId, type, message, attempts, state, pauseMs, error }: Parking): Promise<void> {
    await tx.query(
      `insert into ${this.schema}.parked (consumer, topic, key, event_id, type, event, attempts, state, next_at, last_error)
       select $1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9), $10
       where not exists (select from ${this.schema}.inbox where consumer = $1 and event_id = $4)
       on conflict (consumer, event_id) do nothing`,
      [
        this.consumer,
        message.topic,
        message.key,
        eventId,
        type,
        JSON.stringify(message),
        attempts,
        state,
        pauseMs / 1000,
        error,
      ],
    );
  }

  /**
   * Takes heads of keys that are due, counting the attempt and pushing the next one away before it is made: a message
   * that kills the process is counted too.
   */
  async claimDue(tx: Transaction, limit: number, pauseMs: (attempts: number) => number): Promise<ParkedMessage[]> {
    // A loose index scan over the heads: with 50,000 rows behind them the plain form takes seconds.
    const rows = await tx.query<Row>(
      `with recursive h as (
         (select topic, key, pos from ${this.schema}.parked where consumer = $1 order by topic, key, pos limit 1)
         union all
         select n.* from h, lateral (select topic, key, pos from ${this.schema}.parked
           where consumer = $1 and (topic, key) > (h.topic, h.key) order by topic, key, pos limit 1) n)
       select p.pos, p.event_id, p.attempts, p.event from h join ${this.schema}.parked p using (pos)
       where p.state = 'waiting' and p.next_at <= now() order by p.next_at limit $2 for update of p skip locked`,
      [this.consumer, limit],
    );
    if (rows.length > 0)
      await tx.query(
        `update ${this.schema}.parked p set attempts = p.attempts + 1, next_at = now() + make_interval(secs => c.pause)
         from unnest($1::bigint[], $2::float8[]) as c (pos, pause) where p.pos = c.pos`,
        [rows.map(({ pos }) => pos), rows.map(({ attempts }) => pauseMs(attempts + 1) / 1000)],
      );
    return rows.map((row) => ({ ...parkedOf(row), attempts: row.attempts + 1 }));
  }

  /** Takes the message out of parking into the inbox. False when somebody else has, or it is not waiting any more. */
  async take(tx: Transaction, { pos, eventId }: ParkedMessage): Promise<boolean> {
    const taken = await tx.query(
      `with d as (delete from ${this.schema}.parked where pos = $2 and state = 'waiting' returning 1)
       insert into ${this.schema}.inbox (consumer, event_id) select $1, $3 from d on conflict do nothing returning 1`,
      [this.consumer, pos, eventId],
    );
    return taken.length > 0;
  }

  /** The messages that wait behind `after`, in order. */
  async successors(tx: Transaction, { message, pos }: ParkedMessage, limit: number): Promise<ParkedMessage[]> {
    const rows = await tx.query<Row>(
      `select pos, event_id, attempts, event from ${this.schema}.parked
       where consumer = $1 and topic = $2 and key = $3 and pos > $4 and state = 'waiting'
         and pos < coalesce((select min(pos) from ${this.schema}.parked
           where consumer = $1 and topic = $2 and key = $3 and state = 'dead'), 9223372036854775807)
       order by pos limit $5`,
      [this.consumer, message.topic, message.key, pos, limit],
    );
    return rows.map(parkedOf);
  }

  /** What came of an attempt that failed. Attempts that do not count are given back. */
  async failed(
    tx: Transaction,
    { pos }: ParkedMessage,
    outcome: { state: 'waiting' | 'dead'; counted: boolean; pauseMs: number; error: string },
  ): Promise<void> {
    await tx.query(
      `update ${this.schema}.parked set state = $2, last_error = $3, next_at = now() + make_interval(secs => $4),
         attempts = greatest(attempts - $5::int, 0) where pos = $1`,
      [pos, outcome.state, outcome.error, outcome.pauseMs / 1000, outcome.counted ? 0 : 1],
    );
  }

  /** Keeps the code of a refusal with the message that was refused. */
  async refused(tx: Transaction, eventId: string, code: string): Promise<void> {
    await tx.query(`update ${this.schema}.inbox set outcome = $3 where consumer = $1 and event_id = $2`, [
      this.consumer,
      eventId,
      code,
    ]);
  }

  /** Notes a message before it runs. @returns false when it is noted already: it had no end the last time. */
  async suspect(tx: Transaction, eventId: string): Promise<boolean> {
    const noted = await tx.query(
      `insert into ${this.schema}.suspects (consumer, event_id, times) values ($1, $2, 1)
       on conflict (consumer, event_id) do nothing returning 1`,
      [this.consumer, eventId],
    );
    return noted.length > 0;
  }

  /** Notes it once more. @returns how often it has been noted without an end. */
  async suspectAgain(tx: Transaction, eventId: string): Promise<number> {
    const [row] = await tx.query<{ times: number }>(
      `insert into ${this.schema}.suspects (consumer, event_id, times) values ($1, $2, 1)
       on conflict (consumer, event_id) do update set times = suspects.times + 1 returning times`,
      [this.consumer, eventId],
    );
    return row!.times;
  }

  /** The message has ended, one way or another. */
  async cleared(tx: Transaction, eventId: string): Promise<void> {
    await tx.query(`delete from ${this.schema}.suspects where consumer = $1 and event_id = $2`, [
      this.consumer,
      eventId,
    ]);
  }

  /** Which of a batch may run together: not parked behind anything, never seen. Their inbox rows exist from now on. */
  async decideBatch(
    tx: Transaction,
    messages: { topic: string; key: string; eventId: string }[],
  ): Promise<{ waits: Set<string>; fresh: Set<string> }> {
    const rows = await tx.query<{ event_id: string; waits: boolean; fresh: boolean }>(
      {
        name: `decide-batch-${this.schema}`,
        text: `with m as (select * from unnest($2::text[], $3::text[], $4::uuid[]) as m (topic, key, event_id)),
          w as (select m.event_id, exists (select 1 from ${this.schema}.parked p
                where p.consumer = $1 and p.topic = m.topic and p.key = m.key) as waits from m),
          i as (insert into ${this.schema}.inbox (consumer, event_id) select $1, event_id from w where not waits
                on conflict do nothing returning event_id)
          select w.event_id, w.waits, exists (select 1 from i where i.event_id = w.event_id) as fresh from w`,
      },
      [
        this.consumer,
        messages.map(({ topic }) => topic),
        messages.map(({ key }) => key),
        messages.map(({ eventId }) => eventId),
      ],
    );
    const ids = (which: 'waits' | 'fresh') => new Set(rows.filter((row) => row[which]).map((row) => row.event_id));
    return { waits: ids('waits'), fresh: ids('fresh') };
  }
}

const parkedOf = (row: Row): ParkedMessage => ({
  pos: row.pos,
  eventId: row.event_id,
  attempts: row.attempts,
  message: row.event,
});
