import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from './rule-lines';

/** The TypeScript files under some folders of the project, sorted by path; what a build has left there is none. */
export function sourceFiles(projectRoot: string, folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(projectRoot, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }));
}
