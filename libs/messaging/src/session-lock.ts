import type { Client } from 'pg';
import type { Database } from '@libs/persistence';

/**
 * A session-level advisory lock on a connection of its own, which the server ends after some seconds of silence: a
 * frozen holder loses it.
 */
export class SessionLock {
  private session: Client | undefined;
  private isTaken = false;

  constructor(
    private readonly database: Database,
    /** What is locked, for example `relay:alerting`. */
    private readonly name: string,
  ) {}

  /** The connection that holds the lock; only valid while {@link held}. */
  get connection(): Client {
    if (!this.session || !this.isTaken) throw new Error(`${this.name} is not held`);
    return this.session;
  }

  get held(): boolean {
    return this.session !== undefined && this.isTaken;
  }

  /** Tries once. False while somebody else holds it; who stands by keeps its connection for the next try. */
  async tryTake(): Promise<boolean> {
    const session = (this.session ??= await this.connect());
    try {
      const { rows } = await session.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
        [this.name],
      );
      // It may have been lost while the answer was on its way.
      this.isTaken = rows[0]!.taken && this.session === session;
      return this.isTaken;
    } catch (error) {
      await this.release();
      throw error;
    }
  }

  private async connect(): Promise<Client> {
    const session = await this.database.session({ idle_session_timeout: IDLE_SESSION_MS });
    const lose = (): void => {
      if (this.session !== session) return;
      this.session = undefined;
      this.isTaken = false;
    };
    session.on('error', () => {
      lose();
      session.end().catch(() => undefined);
    });
    session.on('end', lose);
    return session;
  }

  /** Says that we are alive; rejects when the lock is lost. */
  async touch(): Promise<void> {
    await this.connection.query('select 1');
  }

  async release(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    this.isTaken = false;
    await session?.end().catch(() => undefined);
  }
}

/** Silence after which the server ends a lock's connection, ms. */
const IDLE_SESSION_MS = 5_000;
