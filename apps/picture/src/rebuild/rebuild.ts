import { createHash } from 'node:crypto';
import type { Transaction, UnitOfWork } from '@libs/persistence';
import type { ReadModel } from '../persistence/read-model';
import type { EventLog } from './event-log';

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

interface Sum {
  rows: number;
  sum: string;
}

/** Places in the live stream: they say when something arrived here, not what happened. */
const NOT_OF_EVENTS = ['position', 'detached_position'];

/**
 * Fills read models anew from the log of events, in one transaction: whoever reads meanwhile reads the old rows, and
 * what fails changes nothing. Exactly those events are folded that the group had handled, so positions, inbox and parked
 * keys stay as they are, and the product goes on where it was.
 */
export class Rebuild {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: EventLog,
  ) {}

  async execute(models: readonly ReadModel[]): Promise<RebuildReport> {
    return this.unitOfWork.run(async (tx) => {
      // Between two portions of a log that lies elsewhere there is no SQL.
      await tx.query(`set local idle_in_transaction_session_timeout = '5min'`);
      // Every lock first, in one order: nothing is half folded, and the models are of one moment.
      for (const model of models) await model.lock(tx);
      const report: RebuildReport = { events: 0, tables: [] };
      for (const model of models) {
        const before = await sumsOf(tx, model);
        for (const table of model.tables) await tx.query(`delete from picture.${table}`);
        await this.log.handled(tx, model, async (events) => {
          await model.fold(tx, events);
          report.events += events.length;
        });
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
