import type { Producer } from 'kafkajs';
import type { Topic } from '@libs/events';
import type { WireHeaders } from './envelope';
import type { Mover } from './relay-loop';
import type { SessionLock } from './session-lock';

const MOVED_AT_ONCE = 500;
/** A larger send is refused by the broker, for ever. */
const MAX_SEND_BYTES = 700_000;
/** Time between the last proof that the lock is held and the send, ms; well below the lock's idle time-out. */
const FRESH_MS = 2_000;

interface Row {
  seq: string;
  aggregatetype: string;
  aggregateid: string;
  payload: string | null;
  headers: WireHeaders;
}

/**
 * Sends rows in the order of their sequence, and deletes them once the broker has them.
 *
 * What a relay before had sent when it died or froze may arrive after what this one sends. All of it is sent again in
 * its order, so what arrives late is a second delivery, which the inbox knows. But of a compacted topic the last record
 * of a key is its state: those wait until nothing can be under way any more.
 */
export class KafkaMover implements Mover {
  /** Topics for which a late record is a second delivery and nothing else. */
  private readonly facts: string[];
  /** When nothing of a relay before can be under way any more; by the monotonic clock. */
  private settledAt = 0;

  constructor(
    private readonly producer: Producer,
    private readonly service: string,
    private readonly requestTimeoutMs: number,
    topics: readonly Topic[],
  ) {
    this.facts = topics.filter(({ retention }) => retention === 'facts').map(({ name }) => name);
  }

  async takeOver({ connection }: SessionLock): Promise<void> {
    const { rows } = await connection.query<{ clean: boolean }>(
      `with before as (select released from "${this.service}".relay_state for update),
         now as (update "${this.service}".relay_state set released = false)
       select released as clean from before`,
    );
    this.settledAt = rows[0]?.clean ? 0 : performance.now() + this.requestTimeoutMs;
  }

  async handOver({ connection }: SessionLock): Promise<void> {
    // Still not known to be settled: whoever comes next has to wait as well.
    if (!this.isSettled) return;
    await connection.query(`update "${this.service}".relay_state set released = true`);
  }

  private get isSettled(): boolean {
    return performance.now() >= this.settledAt;
  }

  async move(lock: SessionLock): Promise<number> {
    const { connection } = lock;
    const asked = performance.now();
    const { rows } = await connection.query<Row>({
      name: 'oldest',
      text: `select seq, aggregatetype, aggregateid, payload::text, headers from "${this.service}".outbox
        where $1::text[] is null or aggregatetype = any($1) order by seq limit ${MOVED_AT_ONCE}`,
      values: [this.isSettled ? null : this.facts],
    });
    const batch = upTo(MAX_SEND_BYTES, rows);
    if (batch.length === 0) return 0;
    // Frozen between the answer and here: ask again, or a relay that has lost its lock would send late.
    if (performance.now() - asked > FRESH_MS) return 1;
    await this.send(batch, lock);
    await connection.query({
      name: 'sent',
      text: `delete from "${this.service}".outbox where seq = any($1::bigint[])`,
      values: [batch.map(({ seq }) => seq)],
    });
    return batch.length;
  }

  /** The lock is kept while the broker is away: another relay would only wait for it as well. */
  private async send(batch: Row[], lock: SessionLock): Promise<void> {
    const alive = setInterval(() => void lock.touch().catch(() => undefined), TOUCH_EVERY_MS);
    try {
      await this.producer.sendBatch({ acks: -1, topicMessages: byTopic(batch) });
    } finally {
      clearInterval(alive);
    }
  }
}

/** How often a relay that waits for the broker says that it is alive, ms. */
const TOUCH_EVERY_MS = 1_000;

function upTo(bytes: number, rows: Row[]): Row[] {
  let sum = 0;
  const cut = rows.findIndex(({ payload }, i) => (sum += (payload?.length ?? 0) * 2 + 1_000) > bytes && i > 0);
  return cut === -1 ? rows : rows.slice(0, cut);
}

function byTopic(rows: Row[]) {
  const topics = new Map<string, { key: string; value: string | null; headers: WireHeaders }[]>();
  for (const { aggregatetype, aggregateid, payload, headers } of rows) {
    const messages = topics.get(aggregatetype) ?? [];
    if (messages.length === 0) topics.set(aggregatetype, messages);
    messages.push({ key: aggregateid, value: payload, headers });
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
