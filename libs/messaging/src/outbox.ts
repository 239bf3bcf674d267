import { MalformedEvent, toWire, type EventDefinition } from '@libs/events';
import { newId, type Mode } from '@libs/kernel';
import { childTraceparent, currentContext } from '@libs/observability';
import type { Transaction } from '@libs/persistence';
import { headersOf, type WireHeaders } from './envelope';

/** Largest payload, bytes. Larger facts belong behind an id. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** What a use case may say of an event when its context does not. */
export interface PublishOptions {
  mode?: Mode;
  emergencyId?: string;
}

interface OutboxRow {
  id: string;
  aggregatetype: string;
  aggregateid: string;
  type: string;
  payload: string | null;
  headers: WireHeaders;
}

/** Events on their way out of one service: committed with the state that they tell of, or not at all. */
export class Outbox {
  constructor(
    private readonly service: string,
    /** Called after the commit. */
    private readonly wakeRelay: () => void,
  ) {}

  /**
   * Publishes `data` with the transaction. Order per key is commit order as long as the caller has locked or created
   * the aggregate's row.
   * @throws MalformedEvent when the data do not fit the schema, are too large, or no mode is known.
   */
  async add<Data>(
    tx: Transaction,
    event: EventDefinition<Data>,
    data: Data,
    options: PublishOptions = {},
  ): Promise<void> {
    const payload = toWire(event, data);
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES)
      throw new MalformedEvent(`${event.type}: ${Buffer.byteLength(payload)} bytes, at most ${MAX_PAYLOAD_BYTES}`);
    await this.put(tx, event, event.key(data), payload, options);
  }

  /** Erases a key of a compacted topic: its data leave the log, and consumers learn that it is gone. */
  async erase(tx: Transaction, event: EventDefinition<any>, key: string, options: PublishOptions = {}): Promise<void> {
    if (event.topic.retention !== 'master-data') throw new MalformedEvent(`${event.topic.name} keeps its facts`);
    await this.put(tx, event, key, null, options);
  }

  private async put(
    tx: Transaction,
    { type, topic }: EventDefinition<any>,
    key: string,
    payload: string | null,
    options: PublishOptions,
  ): Promise<void> {
    const context = currentContext();
    const mode = options.mode ?? context?.mode;
    if (!mode) throw new MalformedEvent(`${type}: nobody said whether it is actual, exercise or test`);
    const id = newId();
    const emergencyId = options.emergencyId ?? context?.emergencyId;
    const headers = headersOf({
      id,
      type,
      service: this.service,
      key,
      time: new Date(),
      mode,
      correlationId: context?.correlationId ?? id,
      ...(context?.causationId ? { causationId: context.causationId } : {}),
      ...(emergencyId ? { emergencyId } : {}),
      traceparent: childTraceparent(context?.traceparent),
    });
    const row: OutboxRow = { id, aggregatetype: topic.name, aggregateid: key, type, payload, headers };
    const mine = tx.as(this.service);
    const gathered = mine.gather('outbox', row, writeOutbox);
    tx.afterCommit(this.wakeRelay);
    if (gathered % ROWS_AT_ONCE === 0) await mine.writeEarly('outbox');
  }
}

/** Rows per statement. */
const ROWS_AT_ONCE = 5_000;

async function writeOutbox(tx: Transaction, rows: OutboxRow[]): Promise<void> {
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, part) =>
    rows.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
  );
  await Promise.all(parts.map((some) => writeRows(tx, some)));
}

function writeRows(tx: Transaction, rows: OutboxRow[]): Promise<unknown> {
  return tx.query(
    {
      name: `outbox-${tx.service}`,
      text: `insert into "${tx.service}".outbox (id, aggregatetype, aggregateid, type, payload, headers)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[])`,
    },
    [
      rows.map((row) => row.id),
      rows.map((row) => row.aggregatetype),
      rows.map((row) => row.aggregateid),
      rows.map((row) => row.type),
      rows.map((row) => row.payload),
      rows.map((row) => JSON.stringify(row.headers)),
    ],
  );
}
