import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { createLogger, type Metrics, type Readiness } from '@libs/observability';
import type { Database, UnitOfWork } from '@libs/persistence';
import type { HandlerExtras } from './consumes';
import { Delivery, type DeliveryItem } from './delivery';
import { KeyedExecutor } from './executor';
import { Handlers, type NestHandler } from './handlers';
import { Latch } from './latch';
import type { MessagingConfig } from './messaging.config';
import { ParkedKeys } from './parked';
import type { Feed, FeedSink, Transport } from './transport';

export interface GroupServerParts {
  transport: Transport;
  database: Database;
  /** Writes to the schema of the group's service. */
  unitOfWork: UnitOfWork;
  config: MessagingConfig;
  metrics: Metrics;
  readiness: Readiness;
  /** The group cannot go on, or makes no progress: something has to restart the process. */
  onStuck: (error: Error) => void;
}

/** How long one look at the lag may be used, ms. */
const LAG_EVERY_MS = 2_000;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Nest's transport strategy for one consumer group: the same handlers over whichever transport. */
export class GroupServer extends Server implements CustomTransportStrategy {
  private readonly handlers = new Handlers();
  private readonly service: string;
  private readonly log;
  private readonly parkedLatch = new Latch();
  private delivery!: Delivery;
  private executor!: KeyedExecutor<DeliveryItem>;
  private feed: Feed | undefined;
  private stopping = false;
  private parkedLoop: Promise<void> = Promise.resolve();
  private watching: NodeJS.Timeout | undefined;
  private unregister: (() => void) | undefined;
  private progress = { finished: 0, seen: 0, at: Date.now(), lag: 0 };

  constructor(
    readonly group: string,
    private readonly parts: GroupServerParts,
  ) {
    super();
    this.service = group.split('.')[0]!;
    this.log = createLogger(group);
  }

  // In a process with several strategies each of them gets all handlers.
  override addHandler(
    pattern: string,
    callback: NestHandler,
    _isEventHandler = true,
    extras: Record<string, unknown> = {},
  ): void {
    const { group, events, batch } = extras.consumes as HandlerExtras;
    if (group === this.group) this.handlers.add(group, events, pattern, callback, batch);
  }

  listen(started: (error?: unknown) => void): void {
    this.begin().then(
      () => started(),
      (error: unknown) => started(error),
    );
  }

  async close(): Promise<void> {
    this.stopping = true;
    clearInterval(this.watching);
    this.delivery?.stop();
    this.parkedLatch.wake();
    await this.feed?.stop();
    await this.parkedLoop;
    this.unregister?.();
  }

  on(): never {
    throw new Error('a consumer group has no events of its own');
  }

  unwrap<T>(): T {
    return this.feed as T;
  }

  /** How many messages the group is behind. */
  async lag(): Promise<number> {
    return (await this.feed?.lag())?.messages ?? 0;
  }

  private async begin(): Promise<void> {
    if (this.handlers.size === 0) throw new Error(`${this.group} has no handlers`);
    const { transport, unitOfWork, config, metrics, readiness } = this.parts;
    const seconds = metrics.histogram('handler_seconds', 'Time from hand-over to commit of a message', [
      'consumer',
      'type',
    ]);
    const outcomes = metrics.counter('messages_total', 'Messages by what became of them', ['consumer', 'outcome']);
    this.delivery = new Delivery(
      this.handlers,
      unitOfWork,
      new ParkedKeys(this.group, this.service),
      config,
      (outcome, type, took) => {
        outcomes.inc({ consumer: this.group, outcome });
        if (outcome === 'handled') seconds.observe({ consumer: this.group, type }, took);
        if (outcome === 'parked') this.parkedLatch.wake();
      },
    );
    this.executor = new KeyedExecutor<DeliveryItem>({
      slots: config.slots,
      most: config.batchSize,
      kindOf: ({ message }) => this.handlers.kindOf(message),
      work: (items) => this.delivery.deliverAll(items),
    });
    this.feed = transport.feed({
      group: this.group,
      service: this.service,
      topics: this.handlers.topics,
      sink: this.sink(),
      onStopped: this.parts.onStuck,
    });
    this.unregister = readiness.register(`consumer ${this.group}`, () => Promise.resolve(this.health()));
    await this.feed.start();
    this.parkedLoop = this.retryParked();
    this.watching = setInterval(() => void this.watch(), LAG_EVERY_MS);
    this.watching.unref();
    metrics.gauge('consumer_lag', 'Messages that a consumer group is behind', ['consumer'], (gauge) => {
      gauge.set({ consumer: this.group }, this.progress.lag);
    });
  }

  private sink(): FeedSink {
    const { executor } = this;
    return {
      get outstanding() {
        return executor.outstanding;
      },
      accept: (message, finished) =>
        executor.add(`${message.topic}\n${message.key}`, {
          message,
          finished: () => {
            this.progress.finished++;
            finished();
          },
        }),
      dropQueued: () => executor.dropQueued(),
      drained: () => executor.drained(),
    };
  }

  private async retryParked(): Promise<void> {
    let pruned = 0;
    while (!this.stopping) {
      try {
        const tried = await this.delivery.retryParked();
        if (tried === 0) await this.parkedLatch.sleep(this.parts.config.pollMs);
        // A parked message is not due at once; a wake must not become a busy loop.
        else await new Promise((resolve) => setTimeout(resolve, 10));
        if (Date.now() - pruned > MILLISECONDS_PER_DAY / 24) {
          pruned = Date.now();
          await this.pruneInbox();
        }
      } catch (error) {
        if (!this.stopping) this.log.warn({ err: error }, 'parked keys not looked at; trying again');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  private async pruneInbox(): Promise<void> {
    await this.parts.database.query(
      `delete from "${this.service}".inbox where received_at < now() - make_interval(days => $1)`,
      [this.parts.config.inboxDays],
    );
  }

  /** Looks whether there is lag and no progress. */
  private async watch(): Promise<void> {
    try {
      this.progress.lag = await this.lag();
    } catch {
      // Not knowing the lag is reported by the checks of database and broker themselves.
      return;
    }
    const { finished, seen, lag } = this.progress;
    if (finished > seen || lag === 0 || !this.feed?.active)
      this.progress = { ...this.progress, seen: finished, at: Date.now() };
    const { stuckMs } = this.parts.config;
    if (Date.now() - this.progress.at > 2 * stuckMs)
      this.parts.onStuck(new Error(`${this.group}: ${lag} messages behind and no progress for ${2 * stuckMs} ms`));
  }

  private health(): { ok: boolean; detail?: string } {
    const { outageSince } = this.delivery;
    if (outageSince) return { ok: false, detail: 'the database does not answer' };
    const still = Date.now() - this.progress.at;
    if (this.progress.lag > 0 && still > this.parts.config.stuckMs)
      return {
        ok: false,
        detail: `${this.progress.lag} messages behind, no progress for ${Math.round(still / 1000)} s`,
      };
    return { ok: true, detail: `${this.progress.lag} behind` };
  }
}
