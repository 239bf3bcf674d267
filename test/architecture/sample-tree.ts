import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const projectRoot = resolve(__dirname, '../..');

/** Files by path, as a project of their own in a temporary folder. */
export function sampleTree(files: Record<string, string>): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'fenghuo-tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Runs the program of an installed package in `cwd` and answers what it printed, whatever its exit code. */
export function runTool(script: string, args: string[], cwd: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [join(projectRoot, 'node_modules', script), ...args],
      { cwd, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) =>
        error && typeof error.code !== 'number' ? fail(error) : stdout ? done(stdout) : fail(new Error(stderr)),
    );
  });
}
