import { createHash } from 'node:crypto';
import { eventCatalogue, factOf, fromWire } from '@libs/events';
import type { Mode } from '@libs/kernel';
import type { Transaction, UnitOfWork } from '@libs/persistence';
import type { LoggedEvent, ReadModel } from '../persistence/read-model';

/** One table before and after: equal checksums mean that every row is the same. */
export interface TableReport {
  table: string;
  rows: number;
  before: string;
  after: string;
}

/** What a rebuild found. */
export interface RebuildReport {
  events: number;
  tables: TableReport[];
}

interface LogRow {
  position: string;
  type: string;
  key: string;
  payload: unknown;
  headers: Record<string, string>;
}

interface Sum {
  rows: number;
  sum: string;
}

/** Events that are folded with one round of statements. */
const AT_ONCE = 500;

/** Places in the live stream: they say when something arrived here, not what happened. */
const NOT_OF_EVENTS = ['position', 'detached_position'];

/**
 * Fills read models anew from the log of events, in one transaction: whoever reads meanwhile reads the old rows, and
 * what fails changes nothing. Exactly those events are folded that the group had handled, so positions, inbox and parked
 * keys stay as they are, and the product goes on where it was.
 */
export class Rebuild {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async execute(models: readonly ReadModel[]): Promise<RebuildReport> {
    return this.unitOfWork.run(async (tx) => {
      // Every lock first, in one order: nothing is half folded, and the models are of one moment.
      for (const model of models) await model.lock(tx);
      const report: RebuildReport = { events: 0, tables: [] };
      for (const model of models) {
        const before = await sumsOf(tx, model);
        for (const table of model.tables) await tx.query(`delete from picture.${table}`);
        report.events += await foldAgain(tx, model);
        await model.finish?.(tx);
        const after = await sumsOf(tx, model);
        for (const table of model.tables) {
          const { rows, sum } = after.get(table)!;
          report.tables.push({ table, rows, before: before.get(table)!.sum, after: sum });
        }
      }
      return report;
    });
  }
}

async function foldAgain(tx: Transaction, model: ReadModel): Promise<number> {
  let [position, events] = ['0', 0];
  for (;;) {
    const rows = await tx.query<LogRow>(HANDLED, [model.group, position, AT_ONCE, model.facts]);
    if (rows.length === 0) return events;
    await model.fold(tx, rows.map(eventOf));
    position = rows.at(-1)!.position;
    events += rows.length;
  }
}

/** What was handled is in the inbox, or lies before the cursor since longer than the inbox remembers. */
const HANDLED = `select l.position, l.type, l.key, l.payload, l.headers from bus.log l
  left join picture.inbox i on i.consumer = $1 and i.event_id = l.event_id
  where l.position > $2::bigint and regexp_replace(l.type, '\\.v\\d+$', '') = any($4::text[]) and i.outcome is null
    and (i.event_id is not null or l.position <= (select position from bus.cursors where consumer = $1))
    and not exists (select 1 from picture.parked p where p.consumer = $1 and p.event_id = l.event_id)
  order by l.position limit $3`;

function eventOf({ type, key, payload, headers }: LogRow): LoggedEvent {
  const code = factOf(type);
  const event = eventCatalogue.find((one) => factOf(one.type) === code)!;
  return {
    id: headers.ce_id!,
    code,
    key,
    at: new Date(headers.ce_time!),
    mode: headers.ce_mode as Mode,
    data: payload === null ? null : fromWire(event, type, payload),
  };
}

async function sumsOf(tx: Transaction, { tables }: ReadModel): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>();
  for (const table of tables) {
    const rows = await tx.query<{ row: string }>(
      `select md5((to_jsonb(t) - $1::text[])::text) as row from picture.${table} t order by 1`,
      [NOT_OF_EVENTS.filter((column) => table !== 'incidents' || column !== 'position')],
    );
    const hash = createHash('sha256');
    for (const { row } of rows) hash.update(row);
    sums.set(table, { rows: rows.length, sum: hash.digest('hex').slice(0, 16) });
  }
  return sums;
}
