import { createLogger } from '@libs/observability';
import type { Database } from '@libs/persistence';
import type { WireHeaders } from './envelope';
import { FinishedPrefix } from './finished-prefix';
import { Latch } from './latch';
import type { LogReaders } from './log-readers';
import type { MessagingConfig } from './messaging.config';
import { SessionLock } from './session-lock';
import type { Feed, FeedOptions, Lag } from './transport';

const FETCHED_AT_ONCE = 500;
const PAUSE_ABOVE = 1_000;
const ACKNOWLEDGE_EVERY_MS = 200;
const TOUCH_EVERY_MS = 1_000;

interface Row {
  position: string;
  topic: string;
  key: string;
  payload: unknown;
  headers: WireHeaders;
}

/** Reads the log of the in-process transport for one group: one reader at a time, from the saved cursor. */
export class InProcessFeed implements Feed {
  private readonly latch = new Latch();
  private readonly lock: SessionLock;
  private readonly log;
  private finished = new FinishedPrefix();
  private acknowledged: bigint | undefined;
  private stopping = false;
  private done: Promise<void> = Promise.resolve();
  private acknowledging: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private touched = 0;

  constructor(
    private readonly database: Database,
    private readonly options: FeedOptions,
    private readonly config: MessagingConfig,
    private readonly readers: LogReaders,
  ) {
    this.lock = new SessionLock(database, `feed:${options.group}`);
    this.log = createLogger(`${options.group}.feed`);
  }

  get active(): boolean {
    return this.lock.held;
  }

  async start(): Promise<void> {
    this.readers.add(this.latch, this.options.topics);
    this.acknowledging = setInterval(() => {
      this.saving = this.saving
        .then(() => this.acknowledge())
        .catch((error: Error) => this.log.warn({ err: error }, 'position not saved; trying again'));
    }, ACKNOWLEDGE_EVERY_MS);
    this.done = this.loop();
    await Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.readers.delete(this.latch);
    this.latch.wake();
    await this.done;
    this.options.sink.dropQueued();
    await this.options.sink.drained();
    clearInterval(this.acknowledging);
    await this.saving;
    await this.acknowledge().catch((error: Error) => this.log.warn({ err: error }, 'position not saved'));
    await this.lock.release();
  }

  async lag(): Promise<Lag> {
    const [row] = await this.database.query<{ messages: string }>(
      `select count(*) as messages from (select 1 from bus.log where topic = any($2) and position >
         coalesce((select position from bus.cursors where consumer = $1), 0) limit 100000) as behind`,
      [this.options.group, this.options.topics],
    );
    return { messages: Number(row!.messages) };
  }

  private async loop(): Promise<void> {
    let cursor: bigint | undefined;
    while (!this.stopping) {
      try {
        if (!this.lock.held) {
          cursor = undefined;
          await this.forget();
          if (!(await this.lock.tryTake())) {
            await this.latch.sleep(this.config.pollMs * 2);
            continue;
          }
          cursor = await this.savedCursor();
        }
        await this.touch();
        const fetched = this.options.sink.outstanding > PAUSE_ABOVE ? [] : await this.fetch(cursor!);
        for (const row of fetched) this.accept(row);
        if (fetched.length > 0) cursor = BigInt(fetched.at(-1)!.position);
        if (fetched.length < FETCHED_AT_ONCE) await this.latch.sleep(this.config.pollMs);
      } catch (error) {
        if (!this.stopping) this.log.warn({ err: error }, 'nothing is read; trying again');
        await this.lock.release();
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  /** After the lock was lost: what has not begun will be read again by whoever holds it. */
  private async forget(): Promise<void> {
    this.options.sink.dropQueued();
    await this.options.sink.drained();
    this.finished = new FinishedPrefix();
    this.acknowledged = undefined;
  }

  private async touch(): Promise<void> {
    if (Date.now() - this.touched < TOUCH_EVERY_MS) return;
    await this.lock.touch();
    this.touched = Date.now();
  }

  private async savedCursor(): Promise<bigint> {
    const [row] = await this.database.query<{ position: string }>(
      'select position from bus.cursors where consumer = $1',
      [this.options.group],
    );
    return BigInt(row?.position ?? 0);
  }

  private async fetch(after: bigint): Promise<Row[]> {
    const { rows } = await this.lock.connection.query<Row>({
      name: 'fetch',
      text: `select position, topic, key, payload, headers from bus.log
        where position > $1 and topic = any($2) order by position limit ${FETCHED_AT_ONCE}`,
      values: [String(after), this.options.topics],
    });
    return rows;
  }

  private accept({ position, topic, key, payload, headers }: Row): void {
    const at = BigInt(position);
    const { finished } = this;
    finished.begin(at);
    this.options.sink.accept({ topic, key, payload, headers }, () => finished.finish(at));
  }

  /** Saves the lowest finished position, never the fetched one: what is at work would be lost with the process. */
  private async acknowledge(): Promise<void> {
    const { upTo } = this.finished;
    if (upTo === undefined || upTo === this.acknowledged) return;
    await this.database.query(
      `insert into bus.cursors (consumer, position) values ($1, $2)
       on conflict (consumer) do update set position = greatest(bus.cursors.position, excluded.position)`,
      [this.options.group, String(upTo)],
    );
    this.acknowledged = upTo;
  }
}
