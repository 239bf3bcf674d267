import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The XML files below a folder, in order of their names. */
export async function* documentsIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* documentsIn(path);
    else if (entry.name.endsWith('.xml')) yield path;
  }
}
