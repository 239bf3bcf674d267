import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { LedgerImportedV1 } from '@libs/events';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { childTraceparent, createLogger, runInContext } from '@libs/observability';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import type { Ledger } from '../domain/ledger';
import { readRow, type LedgerRow, type Member, type RowProblem } from '../domain/ledger-row';
import { ImportRepository, type ImportProgress, type StoredImport } from '../persistence/import.repository';
import { LedgerRepository, type LedgerRecord, type StoredMember } from '../persistence/ledger.repository';
import { readCsv } from './csv-file';
import { PublishRecords } from './publish-records';

/** Rows of one transaction: others get their turn in between, and progress is seen. */
const ROWS_AT_ONCE = 500;

/** Judges the rows of an import that waits, and keeps them, some hundred at a time. */
@Injectable()
export class RunImport {
  private readonly log = createLogger('registry');
  private stopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: ImportRepository,
    private readonly ledgers: LedgerRepository,
    private readonly publish: PublishRecords,
    private readonly outbox: Outbox,
  ) {}

  /** It ends after the rows at hand; what is left goes on after the next start. */
  stop(): void {
    this.stopping = true;
  }

  /** @returns whether there was one. */
  async execute(): Promise<boolean> {
    const one = await this.unitOfWork.run((tx) => this.imports.claim(tx));
    if (!one) return false;
    const actor = { id: one.importedBy, name: one.importedByName, roles: [] };
    const context = { correlationId: one.id, traceparent: childTraceparent(), mode: 'actual', actor } as const;
    await runInContext(context, () => this.run(one));
    return true;
  }

  private async run(one: StoredImport): Promise<void> {
    const { ledger, importedByDivision: division } = one;
    const file = readCsv(ledger, one.content, one.charset ?? undefined);
    if (file.unreadable) return this.end(one, 'refused', [file.unreadable]);

    const known = await this.unitOfWork.run((tx) => this.ledgers.knownCodes(tx));
    const problems = [...file.problems];
    const good = new Map<string, LedgerRow>();
    for (const { line, fields } of file.rows) {
      const read = readRow(ledger, fields, known, division);
      if ('problems' in read) problems.push(...read.problems.map((problem) => ({ line, ...problem })));
      else if (good.has(read.row.code)) problems.push(twice(line, read.row.code));
      else good.set(read.row.code, read.row);
    }
    problems.sort((a, b) => a.line - b.line);
    const progress: ImportProgress = {
      rows: file.rows.length + file.problems.length,
      kept: 0,
      unchanged: 0,
      refused: new Set(problems.map(({ line }) => line)).size,
    };
    const isRefused = one.onBadRow === 'refuse-file' && problems.length > 0;
    await this.unitOfWork.run((tx) => this.imports.progress(tx, one.id, progress));
    if (isRefused) return this.end(one, 'refused', problems);

    const rows = [...good.values()];
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      if (this.stopping) return;
      await this.unitOfWork.run(async (tx) => {
        const some = rows.slice(from, from + ROWS_AT_ONCE);
        const changed = await this.keep(tx, ledger, some);
        progress.kept += changed;
        progress.unchanged += some.length - changed;
        await this.imports.progress(tx, one.id, progress);
      });
    }
    await this.end(one, 'done', problems, progress);
  }

  /** A second delivery: a row that says what is known already changes nothing and tells nobody. */
  private async keep(tx: Transaction, ledger: Ledger, rows: LedgerRow[]): Promise<number> {
    const existing = await this.ledgers.lockByCode(
      tx,
      ledger,
      rows.map(({ code }) => code),
    );
    const changed = rows.flatMap((row) => {
      const before = existing.get(row.code);
      const record = recordOf(row, before);
      return before && isDeepStrictEqual(record, before) ? [] : [record];
    });
    if (changed.length === 0) return 0;
    await this.ledgers.save(tx, ledger, changed);
    if (ledger === 'households') {
      const zones = changed.flatMap(({ code, zoneId }) => [zoneId, existing.get(code)?.zoneId]);
      const ids = [...new Set(zones.filter((id): id is string => typeof id === 'string'))];
      // Before the households, so that nobody takes a part of them for all.
      await this.publish.zones(tx, await this.ledgers.recountHouseholds(tx, ids));
    }
    await this.publish.execute(tx, ledger, changed);
    return changed.length;
  }

  private async end(
    one: StoredImport,
    state: 'done' | 'refused',
    problems: RowProblem[],
    { kept, unchanged, refused }: Omit<ImportProgress, 'rows'> = { kept: 0, unchanged: 0, refused: 0 },
  ): Promise<void> {
    const { id: importId, ledger } = one;
    await this.unitOfWork.run(async (tx) => {
      const at = systemClock();
      if (!(await this.imports.end(tx, importId, state, problems, at))) return;
      await tx.audit({
        action: state === 'done' ? 'ledger.imported' : 'ledger.import-refused',
        subject: importId,
        details: { ledger, kept, unchanged, refused, problems: problems.length },
      });
      if (state === 'refused') return;
      const totals = await this.ledgers.totals(tx);
      await this.outbox.add(
        tx,
        LedgerImportedV1,
        {
          ledger,
          importId,
          importedAt: at.toISOString(),
          importedBy: { accountId: one.importedBy, name: one.importedByName },
          keptRows: kept + unchanged,
          refusedRows: refused,
          total: totals.find((total) => total.ledger === ledger)!.total,
        },
        { mode: 'actual' },
      );
    });
    this.log.debug({ importId, ledger, state, kept, unchanged, refused }, 'an import has ended');
  }
}

/** The record that the row makes of what there is. A person keeps the id at the same place of the household. */
function recordOf(row: LedgerRow, before: LedgerRecord | undefined): LedgerRecord {
  const record = { id: before?.id ?? newId(), ...row };
  if (!('members' in row)) return record;
  const known = (before?.members ?? []) as StoredMember[];
  const members = (row.members as Member[]).map((member, i) => ({
    memberId: known[i]?.memberId ?? newId(),
    ...member,
  }));
  return { ...record, members };
}

const twice = (line: number, code: string): RowProblem => ({
  line,
  column: 'code',
  code: 'row.code-twice',
  reason: { 'zh-CN': '编号在文件中已出现过', en: 'must occur once in the file' },
  found: code.slice(0, 100),
});
