import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@libs/testing';
import { readFileSync } from 'node:fs';
import { projectRoot } from '../../tools/kafka/programs';

/** A built program of ours, run as a process of its own. */
export interface Child {
  process: ChildProcess;
  /** All it has said so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts `dist/<script>` and waits until it has said what `ready` looks for.
 * @param logFile what it says goes there, as it would into a service's log.
 * @returns it, with the first group of what it said.
 */
export async function startChild(
  script: string,
  {
    words = [],
    env,
    logFile,
    ready,
  }: { words?: string[]; env: Record<string, string>; logFile: string; ready: RegExp },
): Promise<Child & { said: string }> {
  const log = openSync(logFile, 'w');
  const child = fork(join(projectRoot, 'dist', script), words, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = once(child, 'exit');
  const announced: string[] = [];
  child.on('message', (message) => announced.push(JSON.stringify(message)));
  const output = (): string => readFileSync(logFile, 'utf8') + announced.join('\n');
  const said = await eventually(
    () => {
      if (child.exitCode !== null) throw new Error(`${script} has ended:\n${output().slice(-2000)}`);
      return ready.exec(output())?.[1] ?? false;
    },
    { timeoutMs: 60_000 },
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
