import { createLogger } from '@libs/observability';
import type { Database } from '@libs/persistence';
import { Latch } from './latch';
import type { MessagingConfig } from './messaging.config';
import { SessionLock } from './session-lock';
import type { Relay } from './transport';

/** How a transport moves rows while this process is the service's one active relay. */
export interface Mover {
  /** After the lock was taken, and before anything is moved. */
  takeOver(lock: SessionLock): Promise<void>;
  /** Moves the oldest rows. @returns how many. */
  move(lock: SessionLock): Promise<number>;
  /** Before the lock is given back in order. */
  handOver(lock: SessionLock): Promise<void>;
}

/** Pause after a failure and between tries for the lock, ms. */
const RETRY_MS = 500;
/** Longest time that a stop waits for what is on its way, ms. */
const STOP_PATIENCE_MS = 5_000;

/** The one active relay of a service, wherever it runs; in other processes it stands by. */
export class RelayLoop implements Relay {
  private readonly latch = new Latch();
  private readonly lock: SessionLock;
  private readonly log;
  private stopping = false;
  private done: Promise<void> = Promise.resolve();
  private sayStopped: () => void = () => undefined;
  private readonly stopped = new Promise<void>((stopped) => (this.sayStopped = stopped));

  constructor(
    database: Database,
    service: string,
    private readonly mover: Mover,
    private readonly config: MessagingConfig,
    /** Nothing is taken before that. */
    private readonly whenReady: Promise<void> = Promise.resolve(),
  ) {
    this.lock = new SessionLock(database, `relay:${service}`);
    this.log = createLogger(`${service}.relay`);
  }

  async start(): Promise<void> {
    this.done = Promise.race([this.whenReady, this.stopped]).then(() => this.loop());
    await Promise.resolve();
  }

  wake(): void {
    this.latch.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.sayStopped();
    this.latch.wake();
    // A broker that is away would hold up the shutdown for ever; what has not moved is moved after the next start.
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_PATIENCE_MS)));
    await Promise.race([this.done, patience]);
    clearTimeout(timer);
    await this.lock.release();
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        if (!this.lock.held) {
          if (!(await this.lock.tryTake())) {
            await this.latch.sleep(RETRY_MS);
            continue;
          }
          await this.mover.takeOver(this.lock);
        }
        const moved = await this.mover.move(this.lock);
        if (moved === 0) {
          await this.latch.sleep(this.config.pollMs);
        }
      } catch (error) {
        // Broker or database down: rows wait, commands go on.
        if (!this.stopping) this.log.warn({ err: error }, 'nothing moves; trying again');
        await this.lock.release();
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    if (this.lock.held) {
      await this.drain().catch((error: Error) => this.log.warn({ err: error }, 'not drained'));
      await this.lock.release();
    }
  }

  private async drain(): Promise<void> {
    while ((await this.mover.move(this.lock)) > 0);
    await this.mover.handOver(this.lock);
  }
}
