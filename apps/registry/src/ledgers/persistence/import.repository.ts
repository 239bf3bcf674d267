import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import type { Ledger } from '../domain/ledger';
import type { RowProblem } from '../domain/ledger-row';

export type OnBadRow = 'keep-good' | 'refuse-file';

export interface StoredImport {
  id: string;
  ledger: Ledger;
  onBadRow: OnBadRow;
  content: Buffer;
  charset: string | null;
  importedBy: string;
  importedByName: string;
  importedByDivision: string;
  startedAt: Date;
}

export interface ImportProgress {
  rows: number;
  kept: number;
  unchanged: number;
  refused: number;
}

export interface ImportView extends ImportProgress {
  id: string;
  ledger: Ledger;
  state: 'running' | 'done' | 'refused' | 'failed';
  importedByDivision: string;
  problems: RowProblem[];
  startedAt: Date;
  endedAt: Date | null;
}

/** Problems that are kept of one import; a file with more is wrong throughout. */
export const MOST_PROBLEMS = 200;

@Injectable()
export class ImportRepository {
  async insert(tx: Transaction, one: StoredImport): Promise<void> {
    await tx.query(
      `insert into registry.imports
         (id, ledger, state, on_bad_row, content, charset, imported_by, imported_by_name, imported_by_division, started_at)
       values ($1, $2, 'running', $3, $4, $5, $6, $7, $8, $9)`,
      [
        one.id,
        one.ledger,
        one.onBadRow,
        one.content,
        one.charset,
        one.importedBy,
        one.importedByName,
        one.importedByDivision,
        one.startedAt,
      ],
    );
  }

  /** The oldest import that nobody works on, now claimed for some seconds. */
  async claim(tx: Transaction): Promise<StoredImport | undefined> {
    // Two that look at once would take two imports, and the second may need what the first is about to keep.
    await tx.query("select pg_advisory_xact_lock(hashtext('registry.imports'))");
    const [claimed] = await tx.query<StoredImport>(
      `update registry.imports set claimed_until = clock_timestamp() + interval '10 seconds' where id = (
         select id from registry.imports where state = 'running'
           and not exists (select 1 from registry.imports where state = 'running' and claimed_until > clock_timestamp())
         order by started_at, id for update skip locked limit 1)
       returning id, ledger, on_bad_row as "onBadRow", content, charset, imported_by as "importedBy",
         imported_by_name as "importedByName", imported_by_division as "importedByDivision", started_at as "startedAt"`,
    );
    return claimed;
  }

  /** Says how far it is, and claims it for some more seconds. */
  async progress(tx: Transaction, id: string, { rows, kept, unchanged, refused }: ImportProgress): Promise<void> {
    await tx.query(
      `update registry.imports set rows = $2, kept = $3, unchanged = $4, refused = $5,
         claimed_until = clock_timestamp() + interval '10 seconds' where id = $1 and state = 'running'`,
      [id, rows, kept, unchanged, refused],
    );
  }

  /** False when somebody else has ended it: its claim ran out meanwhile. */
  async end(
    tx: Transaction,
    id: string,
    state: 'done' | 'refused' | 'failed',
    problems: readonly RowProblem[],
    at: Date,
  ): Promise<boolean> {
    const ended = await tx.query(
      `update registry.imports set state = $2, problems = $3, ended_at = $4, claimed_until = null
       where id = $1 and state = 'running' returning 1`,
      [id, state, JSON.stringify(problems.slice(0, MOST_PROBLEMS)), at],
    );
    return ended.length > 0;
  }

  async find(tx: Transaction, id: string): Promise<ImportView | undefined> {
    const [found] = await tx.query<ImportView>(
      `select id, ledger, state, coalesce(rows, 0) as rows, kept, unchanged, refused, problems,
         imported_by_division as "importedByDivision", started_at as "startedAt", ended_at as "endedAt"
       from registry.imports where id = $1`,
      [id],
    );
    return found;
  }
}
