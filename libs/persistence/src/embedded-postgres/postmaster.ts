import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { ask, type Answer } from './connection';
import { EmbeddedPostgresFailure } from './failure';
import { ENVIRONMENT, lastLines } from './new-cluster';
import type { Binaries } from './platform-package';

/** A running server. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Settles when the process has ended, whoever ended it. */
  ended: Promise<{ cause?: Error }>;
}

/** Longest wait for a server that recovers after a crash, or that is on its way down; ms. */
export const RECOVERY_DEADLINE = 300_000;
/** Longest wait for the last processes of a server that was killed to leave its files; ms. */
const OLD_BACKENDS_DEADLINE = 30_000;

const PORT_TAKEN = /Address already in use/;

/** Everything that is not PostgreSQL's default and not a matter of a single connection. */
function settings(port: number): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    // Only TCP: the path of a socket in a deep folder would be longer than the system allows (107 bytes).
    unix_socket_directories: '',
    fsync: 'on',
    max_connections: 200,
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Neither statements nor the values of a row: a refused row holds names and telephone numbers.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    cluster_name: 'fenghuo',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts a server on the cluster and waits until it answers; `log` is the file that takes its output. */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  port: number,
  log: string,
): Promise<Postmaster> {
  const giveUpAt = Date.now() + OLD_BACKENDS_DEADLINE;
  for (;;) {
    const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    const output = openSync(log, 'a', 0o600);
    const child = spawn(binaries.postgres, ['-D', cluster.folder, ...settings(port)], {
      ...cluster.account,
      cwd: binaries.native,
      env: ENVIRONMENT,
      // Its own process group: a Ctrl-C must not end the database before the application has finished.
      detached: process.platform !== 'win32',
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    child.unref();
    const ended = new Promise<{ cause?: Error }>((resolve) => {
      child.on('error', (cause) => resolve({ cause }));
      child.on('exit', () => resolve({}));
    });
    const answer = await firstAnswer(cluster, port, ended);
    if (answer !== 'ended' && answer.state === 'ready') return { pid: child.pid!, port, ended };
    if (answer !== 'ended') await stopPostmaster({ pid: child.pid!, port, ended }, 0);

    const { cause } = await ended;
    const said = readFileSync(log).subarray(before).toString();
    if (answer !== 'ended' && answer.state === 'refused' && !PORT_TAKEN.test(said)) throw wrongPassword();
    if (!/pre-existing shared memory block/.test(said) || Date.now() > giveUpAt) throw startFailure(port, said, cause);
    await pause(200);
  }
}

/** What the server says once it is up, or last when that takes too long. */
async function firstAnswer(cluster: Cluster, port: number, ended: Promise<object>): Promise<Answer | 'ended'> {
  const over = ended.then(() => 'ended' as const);
  const giveUpAt = Date.now() + RECOVERY_DEADLINE;
  for (;;) {
    const answer = await Promise.race([over, ask(port, cluster.password)]);
    if (answer === 'ended' || answer.state === 'refused') return answer;
    // Somebody else may answer on the port in the instant before our server notices that it is taken.
    if (answer.state === 'ready' && answer.dataDirectory === cluster.folder) return answer;
    if (Date.now() > giveUpAt) return { state: 'silent' };
    await pause(25);
  }
}

function startFailure(port: number, said: string, cause: Error | undefined): EmbeddedPostgresFailure {
  if (PORT_TAKEN.test(said)) {
    const text = {
      'zh-CN': `数据库端口 ${port} 已被其他程序占用`,
      en: `The database's port ${port} is in use by another program`,
    };
    return new EmbeddedPostgresFailure('embedded-postgres.port-taken', text);
  }
  const reason = cause?.message ?? lastLines(said);
  const text = { 'zh-CN': `内置数据库无法启动：${reason}`, en: `The built-in database does not start: ${reason}` };
  return new EmbeddedPostgresFailure('embedded-postgres.start-failed', text, { cause });
}

/** Ends the server: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster({ pid, ended }: Postmaster, patience: number): Promise<void> {
  for (const [name, wait] of [
    ['SIGINT', patience],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!signal(pid, name)) return;
    const timer = new AbortController();
    const isOver = await Promise.race([
      ended.then(() => true),
      pause(wait, false, { signal: timer.signal }).catch(() => false),
    ]);
    timer.abort();
    if (isOver) return;
  }
}

/** Whether the signal could be sent. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

export function wrongPassword(): EmbeddedPostgresFailure {
  return new EmbeddedPostgresFailure('embedded-postgres.password-missing', {
    'zh-CN': '内置数据库的密码文件与数据不符：请恢复与数据同时生成的 password 文件',
    en: "The built-in database's password file does not belong to these data: restore the file `password` that was made with them",
  });
}
