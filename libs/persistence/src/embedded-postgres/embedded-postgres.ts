import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { prepareCluster, readPassword, type Cluster } from './cluster';
import { ensureDatabase, freePort } from './connection';
import { EmbeddedPostgresFailure } from './failure';
import { ROLE } from './new-cluster';
import { findBinaries, hydrateLinks, type Binaries } from './platform-package';
import { findPostmaster } from './left-running';
import { startPostmaster, stopPostmaster, type Postmaster } from './postmaster';
import { takeProcessLock, type ProcessLock } from './process-lock';
import { binariesFor, serverAccount } from './server-account';

export { EmbeddedPostgresFailure, type EmbeddedPostgresFailureCode } from './failure';
export { isRunning, processIdentity } from './process-identity';
export { takeProcessLock, type LockHolder, type ProcessLock } from './process-lock';

/** A real PostgreSQL server that this process has started, or has found running and taken over. */
export interface EmbeddedPostgres {
  /** Connects the superuser to the product's database. Holds the password: never print it. */
  url: string;
  /** On 127.0.0.1. */
  port: number;
  pid: number;
  /** Whether it was found running, left by a process that was killed. */
  reused: boolean;
  /**
   * Ends the server and lets go of the data; open transactions are rolled back. `patience` is the time in ms after
   * which it is ended the hard way, which costs a recovery at the next start but no committed data.
   */
  stop(patience?: number): Promise<void>;
  /** Lets go of the data and leaves the server running, as it was found. */
  leave(): void;
  /** Calls back when the server ends without having been asked to by `stop`. */
  onExit(callback: () => void): void;
}

/** At this size the server's log is moved to `postgres.log.1`, which is overwritten; bytes. */
const LOG_LIMIT = 20_000_000;
const LOG_CHECK_INTERVAL = 60_000;
const STOP_PATIENCE = 20_000;

/**
 * Starts PostgreSQL with its files in `dataDir` (made when it is missing); takes over a server that was left running
 * there. `port` is only needed to insist on one: otherwise the one of the last time is taken if it is still free.
 * `log` receives the few lines that a person should see. Rejects with an EmbeddedPostgresFailure.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  port?: number;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const home = openHome(options.dataDir);
  const lock = takeProcessLock(join(home, 'owner.lock'));
  if ('heldBy' in lock) throw inUse(home, lock.heldBy.pid);
  try {
    const found = findBinaries();
    hydrateLinks(found.native);
    const account = serverAccount();
    const binaries = account ? binariesFor(account, found) : found;
    const cluster = await prepareCluster(home, binaries, account);
    if (cluster.isNew && cluster.isOutside) options.log?.(outsideLine(cluster));

    const left = await findPostmaster(cluster);
    const logFile = join(home, 'postgres.log');
    limitLog(logFile);
    const postmaster = left ?? (await startOnSomePort(cluster, binaries, join(home, 'port'), logFile, options.port));
    writeFileSync(join(home, 'port'), String(postmaster.port));
    await ensureDatabase(postmaster.port, cluster.password);
    return handle(postmaster, left !== undefined, cluster, lock, logFile);
  } catch (error) {
    lock.release();
    throw error instanceof EmbeddedPostgresFailure ? error : unforeseen(error as Error);
  }
}

/** Where the server of a process that holds `dataDir` now can be reached; it may still be starting. */
export function runningPostgresUrl(dataDir: string): string {
  const home = realpathSync(dataDir);
  return urlOf(readPassword(home), rememberedPort(join(home, 'port')));
}

const urlOf = (password: string, port: number): string => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`;

function openHome(dataDir: string): string {
  mkdirSync(resolve(dataDir), { recursive: true });
  const home = realpathSync(dataDir);
  // Under root the server's account must be able to pass, whatever umask says; secrets inside have their own modes.
  if (process.getuid?.() === 0) chmodSync(home, (statSync(home).mode & 0o7777) | 0o011);
  return home;
}

async function startOnSomePort(
  cluster: Cluster,
  binaries: Binaries,
  portFile: string,
  log: string,
  insisted: number | undefined,
): Promise<Postmaster> {
  if (insisted) return startPostmaster(cluster, binaries, insisted, log);
  for (let tries = 0; ; tries += 1) {
    const remembered = tries === 0 ? rememberedPort(portFile) : 0;
    const port = (await freePort(remembered)) ?? (await freePort(0));
    if (port === undefined) throw new Error('No free port on 127.0.0.1.');
    try {
      return await startPostmaster(cluster, binaries, port, log);
    } catch (error) {
      // Somebody took the port between the look and the start.
      const isTaken = error instanceof EmbeddedPostgresFailure && error.code === 'embedded-postgres.port-taken';
      if (!isTaken || tries === 5) throw error;
    }
  }
}

function rememberedPort(file: string): number {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65536 ? port : 0;
  } catch {
    return 0;
  }
}

function handle(
  postmaster: Postmaster,
  reused: boolean,
  cluster: Cluster,
  lock: ProcessLock,
  logFile: string,
): EmbeddedPostgres {
  let isAsked = false;
  const callbacks: (() => void)[] = [];
  const watch = setInterval(() => limitLog(logFile), LOG_CHECK_INTERVAL).unref();
  const over = postmaster.ended.then(() => {
    clearInterval(watch);
    lock.release();
    if (!isAsked) for (const callback of callbacks) callback();
  });
  return {
    url: urlOf(cluster.password, postmaster.port),
    port: postmaster.port,
    pid: postmaster.pid,
    reused,
    async stop(patience = STOP_PATIENCE) {
      isAsked = true;
      await stopPostmaster(postmaster, patience);
      await over;
    },
    leave() {
      isAsked = true;
      clearInterval(watch);
      lock.release();
    },
    onExit(callback) {
      callbacks.push(callback);
    },
  };
}

/** Copies and truncates: the server keeps its file open and goes on writing at the new end. */
function limitLog(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < LOG_LIMIT) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

function inUse(home: string, pid: number): EmbeddedPostgresFailure {
  return new EmbeddedPostgresFailure('embedded-postgres.in-use', {
    'zh-CN': `数据目录 ${home} 正被另一个进程（pid ${pid}）使用`,
    en: `The data folder ${home} is in use by another process (pid ${pid})`,
  });
}

/** What the system refuses: a full disk, a folder that cannot be written, a container that may not change its user. */
function unforeseen(cause: Error): EmbeddedPostgresFailure {
  const text = {
    'zh-CN': `内置数据库无法启动：${cause.message}`,
    en: `The built-in database does not start: ${cause.message}`,
  };
  return new EmbeddedPostgresFailure('embedded-postgres.start-failed', text, { cause });
}

function outsideLine(cluster: Cluster): string {
  return (
    `数据库账户进不了项目目录，数据放在 ${cluster.folder} / ` +
    `The database's account cannot enter the project's folder; the data are kept in ${cluster.folder}`
  );
}
