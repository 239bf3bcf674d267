import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, statSync } from 'node:fs';

/**
 * What tells a process from a later one with the same pid: its start as the system notes it.
 * Undefined when there is no such process; a zombie counts as gone, because nobody may be there to collect it.
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readQuietly(`/proc/${pid}/stat`);
    // The command name stands in brackets and may itself hold spaces and brackets.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readQuietly('/proc/sys/kernel/random/boot_id')?.trim()}:${fields[19]}`;
  }
  if (process.platform === 'win32') return answersSignalZero(pid) ? 'running' : undefined;
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  if (status !== 0 || stdout.trim().startsWith('Z')) return undefined;
  return stdout.trim().replace(/^\S+\s+/, '');
}

/** Whether a process of this pid runs now, whoever it is. */
export function isRunning(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}

/** Whether the process `pid` is a PostgreSQL server that works in `folder` (an absolute path without links). */
export function isPostgresIn(pid: number, folder: string): boolean {
  if (process.platform === 'linux') {
    try {
      // By the folder itself, not by its name: the project may have been moved while the server ran.
      const cwd = statSync(`/proc/${pid}/cwd`);
      const wanted = statSync(folder);
      return cwd.ino === wanted.ino && cwd.dev === wanted.dev && /postgres/.test(readlinkSync(`/proc/${pid}/exe`));
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return false;
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes('postgres') && stdout.includes(folder);
}

function readQuietly(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function answersSignalZero(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
