import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';

export type IndexRow = Record<string, string>;

/** The rows of a table of a corpus, each by the names of its columns. */
export async function indexRows(path: string): Promise<IndexRow[]> {
  return parse(await readFile(path), { columns: true, bom: true }) as IndexRow[];
}
