import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { defineRefusals } from '@libs/kernel';
import type { Transaction, UnitOfWork } from '@libs/persistence';

const refuse = defineRefusals({
  'dead-letter.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条搁置的消息。', en: 'There is no such parked message.' },
  },
  'dead-letter.not-dead': {
    kind: 'conflict',
    text: {
      'zh-CN': '这条消息仍在等待重试,不能重投或丢弃。',
      en: 'The message is still being tried again; only a dead letter can be retried or dropped.',
    },
  },
});

export const DEAD_LETTERS: ListDefinition = {
  key: { column: 'pos', type: 'bigint' },
  sort: { parkedAt: { column: 'parked_at', type: 'timestamptz' } },
  defaultSort: 'parkedAt',
  filter: {
    state: { column: 'state', type: 'text', oneOf: ['waiting', 'dead'] },
    consumer: { column: 'consumer', type: 'text' },
    topic: { column: 'topic', type: 'text' },
    key: { column: 'key', type: 'text' },
  },
};

/** A message that waits in parking. */
export interface DeadLetter {
  /** Id of the event; it keeps it when it is tried again. */
  id: string;
  consumer: string;
  topic: string;
  key: string;
  type: string;
  /** `waiting`: tried again by itself; `dead`: a person decides. */
  state: 'waiting' | 'dead';
  attempts: number;
  nextAt: string;
  parkedAt: string;
  error: string | null;
  /** Messages of the key that wait behind it. */
  behind: number;
}

interface Row {
  pos: string;
  event_id: string;
  consumer: string;
  topic: string;
  key: string;
  type: string;
  state: 'waiting' | 'dead';
  attempts: number;
  next_at: Date;
  parked_at: Date;
  last_error: string | null;
  behind: string;
}

/** The parked messages and dead letters of one service. */
export class DeadLetters {
  private readonly table: string;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly service: string,
  ) {
    this.table = `"${service}".parked`;
  }

  list(request: ListRequest): Promise<Page<DeadLetter>> {
    const { sql, parameters } = listSql(DEAD_LETTERS, request, { sql: this.select() });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query(sql, parameters), (row: Row) => letterOf(row)),
    );
  }

  /** With the message itself. Refuses `dead-letter.not-found`. Reading it is in the audit log: it may name people. */
  read(consumer: string, id: string): Promise<DeadLetter & { message: unknown }> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<Row & { event: unknown }>(
        `select *, (select event from ${this.table} p where p.pos = list.pos) as event from (${this.select()}) as list
         where consumer = $1 and event_id = $2`,
        [consumer, id],
      );
      if (!row) return refuse('dead-letter.not-found');
      await tx.audit({ action: 'dead-letter.read', subject: id, details: { consumer } });
      return { ...letterOf(row), message: row.event };
    });
  }

  /** The key's turn comes again from this message on, under the same id. Refuses when it is not dead. */
  retry(consumer: string, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const pos = await this.lockDead(tx, consumer, id);
      await tx.query(`update ${this.table} set state = 'waiting', attempts = 0, next_at = now() where pos = $1`, [pos]);
      await tx.audit({ action: 'dead-letter.retried', subject: id, reason, details: { consumer } });
    });
  }

  /**
   * Lets the key flow on without this message. Its inbox row is written with it, so that a second delivery of it does
   * not run after its successors. Refuses when it is not dead.
   */
  drop(consumer: string, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const pos = await this.lockDead(tx, consumer, id);
      await tx.query(`delete from ${this.table} where pos = $1`, [pos]);
      await tx.query(
        `insert into "${this.service}".inbox (consumer, event_id, outcome) values ($1, $2, $3) on conflict do nothing`,
        [consumer, id, `dropped: ${reason}`],
      );
      await tx.audit({ action: 'dead-letter.dropped', subject: id, reason, details: { consumer } });
    });
  }

  private select(): string {
    return `select p.pos, p.event_id, p.consumer, p.topic, p.key, p.type, p.state, p.attempts, p.next_at, p.parked_at, p.last_error,
      (select count(*) from ${this.table} b where b.consumer = p.consumer and b.topic = p.topic and b.key = p.key and b.pos > p.pos) as behind
      from ${this.table} p`;
  }

  private async lockDead(tx: Transaction, consumer: string, id: string): Promise<string> {
    const [row] = await tx.query<{ pos: string; state: string }>(
      `select pos, state from ${this.table} where consumer = $1 and event_id = $2 for update`,
      [consumer, id],
    );
    if (!row) return refuse('dead-letter.not-found');
    return row.state === 'dead' ? row.pos : refuse('dead-letter.not-dead');
  }
}

const letterOf = (row: Row): DeadLetter => ({
  id: row.event_id,
  consumer: row.consumer,
  topic: row.topic,
  key: row.key,
  type: row.type,
  state: row.state,
  attempts: row.attempts,
  nextAt: row.next_at.toISOString(),
  parkedAt: row.parked_at.toISOString(),
  error: row.last_error,
  behind: Number(row.behind),
});
