import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CheckResult } from '@libs/observability';
import type { Ledger, LedgerFile } from '../../../scenarios/qingyang-2021/ledger-files';
import type { Line } from './launcher-console';

/** How far an import is. */
export interface ImportProgress {
  state: 'running' | 'done' | 'refused' | 'failed';
  /** Rows that are decided so far. */
  decided: number;
  /** The first row that is wrong, and why. */
  problem?: string | undefined;
}

/** What a service holds of a ledger. */
export interface LedgerCopy {
  ledger: string;
  here: number;
  complete: boolean;
}

/** The services as far as a city needs them. */
export interface CityServices {
  /** The registry's records of each ledger. */
  totals(): Promise<{ ledger: string; total: number }[]>;
  /** Starts an import and answers its id. */
  importLedger(file: LedgerFile): Promise<string>;
  progressOf(importId: string): Promise<ImportProgress>;
  /** By service, what it holds, and of which ledgers it has to hold everything. */
  copies: Record<string, { ledgers: readonly Ledger[]; held(): Promise<LedgerCopy[]> }>;
}

/** Its presence in the data folder says that a city was begun and is not everywhere yet. */
const NOTE = 'demonstration-city-is-loading';
const LOOK_AGAIN_MS = 250;

/**
 * Loads the demonstration city into an empty registry, through its import. A city that a crash has left half loaded is
 * completed at the next start: the note is written before the first row and taken away when every service has all of it.
 */
export class DemonstrationCity {
  private standing: CheckResult = { ok: false, detail: 'not begun' };

  constructor(
    private readonly services: CityServices,
    private readonly dataDir: string,
    private readonly files: () => LedgerFile[],
    private readonly say: (line: Line) => void,
  ) {}

  /** Whether there is one to load or to complete; remembered from here on. */
  async isWanted(): Promise<boolean> {
    if (existsSync(this.note)) return true;
    const totals = await this.services.totals();
    if (totals.some(({ total }) => total > 0)) return false;
    await mkdir(this.dataDir, { recursive: true });
    await writeFile(this.note, '', { flush: true });
    return true;
  }

  /** For the process's readiness: ok once every service has the whole city. */
  readiness(): Promise<CheckResult> {
    return Promise.resolve(this.standing);
  }

  /** Imports the ledgers one after the other, then waits until every service has them. */
  async load(): Promise<void> {
    this.say({ 'zh-CN': '正在生成并载入演示城市……', en: 'Making and loading the demonstration city…' });
    for (const file of this.files()) await this.importOne(file);
    await this.arrival();
    await rm(this.note, { force: true });
    this.standing = { ok: true };
    this.say({ 'zh-CN': '演示城市已在各服务就位', en: 'Every service has the demonstration city' });
  }

  private async importOne(file: LedgerFile): Promise<void> {
    const { ledger, rows } = file;
    const importId = await this.services.importLedger(file);
    let said = -1;
    for (;;) {
      const { state, decided, problem } = await this.services.progressOf(importId);
      if (state === 'refused' || state === 'failed')
        throw new Error(`Import of the ledger ${ledger}: ${state} ${problem ?? ''}`.trim());
      const now = state === 'done' ? rows : decided;
      this.standing = { ok: false, detail: `${ledger} ${now}/${rows}` };
      // A line for each tenth at most: a terminal is no place for thousands.
      if (state === 'done' || now >= said + rows / 10) {
        if (now !== said)
          this.say({ 'zh-CN': `  台账 ${ledger}：${now} / ${rows}`, en: `ledger ${ledger}: ${now} of ${rows}` });
        said = now;
      }
      if (state === 'done') return;
      await pause(LOOK_AGAIN_MS);
    }
  }

  private async arrival(): Promise<void> {
    const totals = new Map((await this.services.totals()).map(({ ledger, total }) => [ledger, total]));
    for (;;) {
      const missing = await this.missing(totals);
      if (missing.length === 0) return;
      this.standing = { ok: false, detail: missing.join(', ') };
      await pause(LOOK_AGAIN_MS);
    }
  }

  private async missing(totals: Map<string, number>): Promise<string[]> {
    const found = await Promise.all(
      Object.entries(this.services.copies).map(async ([service, { ledgers, held }]) => {
        const copies = new Map((await held()).map((copy) => [copy.ledger, copy]));
        return ledgers.flatMap((ledger) => {
          const copy = copies.get(ledger);
          const total = totals.get(ledger) ?? 0;
          if (copy?.complete && copy.here === total) return [];
          return [`${service}: ${ledger} ${copy?.here ?? 0}/${total}`];
        });
      }),
    );
    return found.flat();
  }

  private get note(): string {
    return join(this.dataDir, NOTE);
  }
}
