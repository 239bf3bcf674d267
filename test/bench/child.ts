import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@libs/testing';
import { projectRoot } from '../../tools/kafka/programs';

/** A built program of ours, run as a process of its own. */
export interface Child {
  process: ChildProcess;
  /** All it has said so far. */
  output(): string;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
// Ctrl-C, or a goal that fails half way: nothing is left behind.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts `dist/<script>` and waits until it has said what `ready` looks for.
 * @param hasParent whether it is told that somebody has started it, and announces itself to them instead of on paper.
 * @param logFile what it says goes there, as it would into a service's log.
 * @returns it, with the first group of what it said.
 */
export async function startChild(
  script: string,
  {
    words = [],
    env = {},
    hasParent = false,
    logFile,
    ready,
  }: { words?: string[]; env?: Record<string, string>; hasParent?: boolean; logFile: string; ready: RegExp },
): Promise<Child & { said: string }> {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [join(projectRoot, 'dist', script), ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log, ...(hasParent ? (['ipc'] as const) : [])],
  });
  closeSync(log);
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const announced: string[] = [];
  child.on('message', (message) => announced.push(JSON.stringify(message)));
  const output = (): string => readFileSync(logFile, 'utf8') + announced.join('\n');
  const said = await eventually(
    () => {
      if (child.exitCode !== null) throw new Error(`${script} has ended:\n${output().slice(-2000)}`);
      return (
        ready.exec(output())?.[1] ?? Promise.reject(new Error(`${script} is not ready:\n${output().slice(-2000)}`))
      );
    },
    { timeoutMs: 120_000 },
  );
  return {
    process: child,
    output,
    said,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}
