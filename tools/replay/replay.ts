import type { SourceFigures } from './figures-table';
import type { Users } from './users';

/** One row of a story. */
export type LeftOut = 'household' | 'trip';

/** What a story is played with. */
export interface Replay {
  users: Users;
  source: SourceFigures;
  /** What a test leaves out, so that a figure comes out wrong. */
  leftOut: readonly LeftOut[];
  /** A step is done: a line in both languages. */
  tell(zh: string, en: string): void;
}

/** The answer to a sheet: one result for each row. */
export interface SheetAnswer {
  results: { row: number; id?: string; refused?: { code: string; detail: string } }[];
}

/** Ids of the rows of a sheet; throws when a row was refused, for a replay sends only good ones. */
export function idsOf(sheet: string, { results }: SheetAnswer): string[] {
  const refused = results.find((result) => result.refused);
  if (refused) throw new Error(`${sheet}, row ${refused.row}: ${refused.refused!.code} ${refused.refused!.detail}`);
  return results.map(({ id }) => id ?? '');
}
