import type { Client } from 'pg';
import type { Database } from '@libs/persistence';

/**
 * A session-level advisory lock on a connection of its own, which the server ends after some seconds of silence: a
 * frozen holder loses it.
 */
export class SessionLock {
  private session: Client | undefined;
  private lost = false;

  constructor(
    private readonly database: Database,
    /** What is locked, for example `relay:alerting`. */
    private readonly name: string,
  ) {}

  /** The connection that holds the lock; only valid while {@link held}. */
  get connection(): Client {
    if (!this.session || this.lost) throw new Error(`${this.name} is not held`);
    return this.session;
  }

  get held(): boolean {
    return this.session !== undefined && !this.lost;
  }

  /** Tries once. False while somebody else holds it. */
  async tryTake(): Promise<boolean> {
    const session = await this.database.session({ idle_session_timeout: IDLE_SESSION_MS });
    try {
      const { rows } = await session.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
        [this.name],
      );
      if (!rows[0]!.taken) {
        await session.end();
        return false;
      }
    } catch (error) {
      await session.end().catch(() => undefined);
      throw error;
    }
    this.lost = false;
    this.session = session;
    const lose = (): void => {
      if (this.session === session) this.lost = true;
    };
    session.on('error', lose);
    session.on('end', lose);
    return true;
  }

  /** Says that we are alive; rejects when the lock is lost. */
  async touch(): Promise<void> {
    await this.connection.query('select 1');
  }

  async release(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.end().catch(() => undefined);
  }
}

/** Silence after which the server ends a lock's connection, ms. */
const IDLE_SESSION_MS = 5_000;
