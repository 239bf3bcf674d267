import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Database as OpenDatabase,
  EmbeddedPostgresFailure,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@libs/persistence';
import { complain, print, say } from './launcher-console';
import { CannotStart } from './launcher-place';
import type { LauncherConfig } from './launcher.config';

/** The database that the application uses, kept running. */
export interface Database {
  /** Where it is now. */
  url(): string;
  /** Of the server, if we started it. */
  pid(): number | undefined;
  /** Ends it if we started it; `patience` in ms. */
  stop(patience?: number): Promise<void>;
}

/**
 * The user's PostgreSQL, or the embedded one, which is started again on the same port whenever it dies. `onMoved` is
 * called when it had to come back elsewhere: its port was taken meanwhile, or its files were removed; `onStarted` with the
 * pid of each server that runs. Throws CannotStart.
 */
export async function provideDatabase(
  config: Pick<LauncherConfig, 'databaseUrl' | 'dataDir' | 'firstPause' | 'longestPause'>,
  onMoved: () => void,
  onStarted: (pid: number) => void = () => undefined,
): Promise<Database> {
  const { databaseUrl } = config;
  if (databaseUrl) await reach(databaseUrl);
  if (databaseUrl) return { url: () => databaseUrl, pid: () => undefined, stop: async () => undefined };
  const dataDir = join(config.dataDir, 'postgres');
  const stopping = new AbortController();
  let current = await startEmbeddedPostgres({ dataDir, log: print });
  let revival: Promise<void> = Promise.resolve();

  const revive = async (): Promise<void> => {
    const { url, port } = current;
    for (let wait = config.firstPause; !stopping.signal.aborted; wait = Math.min(wait * 2, config.longestPause)) {
      complain({ 'zh-CN': '数据库意外退出，正在重启……', en: 'The database ended unexpectedly; starting it again…' });
      try {
        current = await startAgain(dataDir, port);
        watch();
        say({ 'zh-CN': '数据库已恢复', en: 'The database is back' });
        if (current.url !== url) onMoved();
        return;
      } catch (error) {
        complain({ 'zh-CN': '数据库重启失败', en: (error as Error).message });
        await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const watch = (): void => {
    onStarted(current.pid);
    current.onExit(() => {
      revival = revive();
    });
  };
  watch();
  return {
    url: () => current.url,
    pid: () => current.pid,
    async stop(patience) {
      stopping.abort();
      await revival;
      await current.stop(patience);
    },
  };
}

async function startAgain(dataDir: string, port: number): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ dataDir, port, log: print });
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresFailure) || error.code !== 'embedded-postgres.port-taken') throw error;
    return startEmbeddedPostgres({ dataDir, log: print });
  }
}

/** @throws CannotStart when the user's PostgreSQL does not let us in, after some seconds at the latest. */
async function reach(url: string): Promise<void> {
  try {
    await (await OpenDatabase.open({ url })).close();
  } catch (error) {
    const { message, code } = error as { message?: string; code?: string };
    const [setting, why] = [`DATABASE_URL=${withoutPassword(url)}`, message || code || String(error)];
    throw new CannotStart({
      'zh-CN': `${setting} 连接不上（${why}）：请检查地址，以及数据库是否在运行`,
      en: `${setting} cannot be reached (${why}): is the address right, and is the database running?`,
    });
  }
}

/** An address as it may be shown. */
export const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:@/]*):[^@]*@/, '$1:***@');
