import { DomainRefusal } from '@libs/kernel';

/** What became of a row of a sheet: the id of its record, or why it was refused. */
export type RowResult = { row: number; id: string } | { row: number; refused: DomainRefusal };

/** Rule RESE-18: each row of a sheet is judged for itself; a refused one does not stop the others. */
export async function judge(row: number, work: () => Promise<string>): Promise<RowResult> {
  try {
    return { row, id: await work() };
  } catch (error) {
    if (error instanceof DomainRefusal) return { row, refused: error };
    throw error;
  }
}
