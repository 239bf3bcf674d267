import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import { patchRows, type Patch } from '../persistence/patch';
import type { Fact } from './fact';
import { FigureCounting } from './figure-counting.projection';
import { THREAD_FACTS } from './thread-facts';
import { THREAD_TABLES, type ThreadTable } from './thread-tables';
import { writeLines, type LineEntry } from './timeline.projection';
import { lineDataOf } from './timeline-line';

/** What a fact of the thread always says. */
export interface ThreadData extends Record<string, unknown> {
  emergencyId: string;
}

/** A fact of the thread; it has a position when its line is sent to the consoles. */
export type ThreadEntry = Omit<Fact<ThreadData>, 'position'> & { position?: number };

/** Folds what follows from an emergency: some statements per table for all facts of a transaction, not some per fact. */
@Injectable()
export class ThreadProjection {
  private readonly counting = new FigureCounting();

  /** @returns the emergencies whose figures may have changed. */
  async apply(tx: Transaction, facts: readonly ThreadEntry[]): Promise<string[]> {
    if (facts.length === 0) return [];
    const patches = patchesOf(facts);
    const emergencies = [...new Set(facts.map(({ data }) => data.emergencyId))];
    await this.counting.around(tx, { patches, emergencies }, async () => {
      for (const table of THREAD_TABLES) await patchRows(tx, table, patches.get(table.name) ?? []);
    });
    await writeLines(tx, facts.map(lineOf));
    return emergencies;
  }
}

function patchesOf(facts: readonly ThreadEntry[]): Map<ThreadTable, Patch[]> {
  const patches = new Map<ThreadTable, Patch[]>();
  for (const { code, mode, data } of facts) {
    const { table, patch } = THREAD_FACTS[code]!;
    const ofTable = patches.get(table) ?? [];
    ofTable.push({ ...patch(data as never), emergency_id: data.emergencyId, mode });
    patches.set(table, ofTable);
  }
  return patches;
}

const lineOf = ({ data, ...fact }: ThreadEntry): LineEntry => ({
  ...fact,
  emergencyId: data.emergencyId,
  data: lineDataOf(data),
  notable: THREAD_FACTS[fact.code]!.notable,
});
