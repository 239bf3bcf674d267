import { Injectable } from '@nestjs/common';
import type { Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import type { Ledger } from '../domain/ledger';
import { refuse } from '../domain/refusals';
import { ImportRepository, type ImportView, type OnBadRow } from '../persistence/import.repository';
import { RunImportsJob } from './run-imports.job';

export { LEDGERS, type Ledger } from '../domain/ledger';
export type { ImportView, OnBadRow } from '../persistence/import.repository';

export interface ImportCommand {
  ledger: Ledger;
  content: Buffer;
  /** Encoding that the sender names; found out when absent. */
  charset?: string;
  onBadRow: OnBadRow;
}

/** Stores a ledger's file as it came; its rows are judged and kept afterwards. */
@Injectable()
export class ImportLedger {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: ImportRepository,
    private readonly job: RunImportsJob,
  ) {}

  execute(
    { ledger, content, charset, onBadRow }: ImportCommand,
    by: Pick<Account, 'id' | 'name' | 'division'>,
  ): Promise<{ importId: string }> {
    if (content.length === 0) refuse('import.empty');
    return this.unitOfWork.run(async (tx) => {
      const id = newId();
      await this.imports.insert(tx, {
        id,
        ledger,
        onBadRow,
        content,
        charset: charset ?? null,
        importedBy: by.id,
        importedByName: by.name,
        importedByDivision: by.division,
        startedAt: systemClock(),
      });
      await tx.audit({
        action: 'ledger.import-started',
        subject: id,
        details: { ledger, onBadRow, bytes: content.length },
      });
      tx.afterCommit(this.job.wake);
      return { importId: id };
    });
  }

  /** Refuses `import.not-found`. */
  progressOf(id: string): Promise<ImportView> {
    return this.unitOfWork.run(async (tx) => (await this.imports.find(tx, id)) ?? refuse('import.not-found'));
  }
}
