import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@libs/persistence';
import { complain, print, say } from './launcher-console';
import type { LauncherConfig } from './launcher.config';

/** The database that the application uses, kept running. */
export interface Database {
  url: string;
  /** Ends it if we started it; `patience` in ms. */
  stop(patience?: number): Promise<void>;
}

/** The user's PostgreSQL, or the embedded one, which is started again on the same port whenever it dies. */
export async function provideDatabase(config: LauncherConfig): Promise<Database> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => undefined };
  const dataDir = join(config.dataDir, 'postgres');
  const start = (port?: number): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir, port, log: print });

  let isStopping = false;
  let current = await start();
  let revival: Promise<void> = Promise.resolve();
  const watch = (): void =>
    current.onExit(() => {
      revival = revive();
    });
  const revive = async (): Promise<void> => {
    for (let wait = config.firstPause; !isStopping; wait = Math.min(wait * 2, config.longestPause)) {
      complain({ 'zh-CN': '数据库意外退出，正在重启……', en: 'The database ended unexpectedly; starting it again…' });
      try {
        current = await start(current.port);
        watch();
        return say({ 'zh-CN': '数据库已恢复', en: 'The database is back' });
      } catch (error) {
        complain({ 'zh-CN': '数据库重启失败', en: (error as Error).message });
        await pause(wait, undefined, { ref: false });
      }
    }
  };
  watch();
  return {
    url: current.url,
    async stop(patience) {
      isStopping = true;
      await revival;
      await current.stop(patience);
    },
  };
}
