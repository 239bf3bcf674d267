import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { LocalText } from '@libs/kernel';

/**
 * What a process is to the database: the standalone shares it with nobody, services of a cluster with each other, and one
 * launcher of a cluster is enough.
 */
export type Occupant = 'standalone' | 'service' | 'launcher';

/** Another product runs on the database; `text` says which and what to do. */
export class DatabaseInUse extends Error {
  constructor(readonly text: LocalText) {
    super(text.en);
  }
}

export interface OccupyOptions {
  /** Who died a moment ago may still be there; ms. */
  patienceMs?: number;
  /** Somebody else has taken its place after the connection was lost: this process has to end. */
  onLost?: (error: DatabaseInUse) => void;
}

const AGAIN_AFTER_MS = 500;
const PATIENCE_MS = 15_000;
const CONNECT_WITHIN_MS = 10_000;

/** A process's claim on a database: a session-level advisory lock on a connection of its own, which ends with the process. */
export class Occupancy {
  private session: Client | undefined;
  private isReleased = false;

  private constructor(
    private readonly url: string,
    private readonly occupant: Occupant,
    private readonly options: OccupyOptions,
  ) {}

  /** @throws DatabaseInUse when another product keeps the database; what the driver throws when it cannot be reached. */
  static async take(url: string, occupant: Occupant, options: OccupyOptions = {}): Promise<Occupancy> {
    const occupancy = new Occupancy(url, occupant, options);
    await occupancy.claim();
    return occupancy;
  }

  async release(): Promise<void> {
    this.isReleased = true;
    await this.session?.end().catch(() => undefined);
  }

  private async claim(): Promise<void> {
    const session = new Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      application_name: `fenghuo ${this.occupant}`,
    });
    session.on('error', () => undefined);
    await session.connect();
    try {
      await this.lock(session);
    } catch (error) {
      await session.end().catch(() => undefined);
      throw error;
    }
    this.session = session;
    if (this.isReleased) return this.release();
    session.once('end', () => void this.claimAgain());
  }

  private async lock(session: Client): Promise<void> {
    const [name, how] = this.occupant === 'launcher' ? ['launcher', ''] : ['product', SHARING[this.occupant]];
    const giveUpAt = Date.now() + (this.options.patienceMs ?? PATIENCE_MS);
    for (;;) {
      const { rows } = await session.query<{ taken: boolean }>(
        `select pg_try_advisory_lock${how}(hashtextextended($1, 0)) as taken`,
        [`fenghuo.${name}`],
      );
      if (rows[0]!.taken) return;
      if (Date.now() > giveUpAt) throw inUse(await othersOn(session));
      await pause(AGAIN_AFTER_MS);
    }
  }

  /** The server was restarted, or has ended the session. */
  private async claimAgain(): Promise<void> {
    while (!this.isReleased) {
      try {
        return await this.claim();
      } catch (error) {
        if (error instanceof DatabaseInUse) return this.options.onLost?.(error);
        await pause(AGAIN_AFTER_MS);
      }
    }
  }
}

const SHARING = { standalone: '', service: '_shared' } as const;

/** Who else has a claim on this database, for people. */
async function othersOn(session: Client): Promise<string> {
  const { rows } = await session.query<{ who: string }>(
    `select distinct format('%s (%s)', application_name, coalesce(host(client_addr), 'local')) as who
     from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and application_name in ('fenghuo standalone', 'fenghuo service', 'fenghuo launcher') order by 1`,
  );
  return rows.map(({ who }) => who).join(', ');
}

const inUse = (who: string): DatabaseInUse =>
  new DatabaseInUse({
    'zh-CN': `另一套烽火正在使用这个数据库（DATABASE_URL）：${who}。请先停止它，或换一个数据库`,
    en: `Another Fenghuo runs on this database (DATABASE_URL): ${who}. Stop it first, or use another database`,
  });
