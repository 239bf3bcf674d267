import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalText } from '@libs/kernel';
import { Database, EmbeddedPostgresFailure, runningPostgresUrl, startEmbeddedPostgres } from '@libs/persistence';

/** The logs cannot be verified, and `text` says why. */
export class CannotVerify extends Error {
  constructor(readonly text: LocalText) {
    super(text.en);
  }
}

/** Longest wait for a server that another process is starting; ms. */
const START_DEADLINE = 60_000;

/** A database opened for verification; `close` leaves the server as it was found: running or not. */
export interface AuditedDatabase {
  database: Database;
  close(): Promise<void>;
}

/** Opens the database at `url`, or the embedded one of the standalone in `dataDir`. Throws CannotVerify. */
export async function openAudited(url: string | undefined, dataDir: string): Promise<AuditedDatabase> {
  if (url) return opened(url, () => Promise.resolve());
  const folder = join(dataDir, 'postgres');
  // A link that leads nowhere is data that are gone, not data that never were.
  if (!existsSync(folder) || !lstatSync(join(folder, 'cluster'), { throwIfNoEntry: false }))
    throw new CannotVerify({
      'zh-CN': `${dataDir} 中还没有数据:请先运行 npm start`,
      en: `There are no data in ${dataDir} yet: run npm start first`,
    });
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder });
    return await opened(server.url, () => (server.reused ? Promise.resolve(server.leave()) : server.stop()));
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresFailure)) throw error;
    // The product runs: its server is asked, whoever started it.
    if (error.code === 'embedded-postgres.in-use') return reach(folder);
    throw new CannotVerify(error.text);
  }
}

async function reach(folder: string): Promise<AuditedDatabase> {
  const giveUpAt = Date.now() + START_DEADLINE;
  for (;;) {
    try {
      return await opened(runningPostgresUrl(folder), () => Promise.resolve());
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await pause(200);
    }
  }
}

async function opened(url: string, letGo: () => Promise<void>): Promise<AuditedDatabase> {
  try {
    const database = await Database.open({ url });
    return { database, close: () => database.close().finally(letGo) };
  } catch (error) {
    await letGo();
    const { message, code } = error as { message?: string; code?: string };
    const why = message || code || String(error);
    throw new CannotVerify({ 'zh-CN': `连不上数据库:${why}`, en: `The database cannot be reached: ${why}` });
  }
}
