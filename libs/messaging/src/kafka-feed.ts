import type { Admin, Consumer, Kafka, KafkaMessage } from 'kafkajs';
import { createLogger } from '@libs/observability';
import type { Database } from '@libs/persistence';
import type { WireHeaders, WireMessage } from './envelope';
import { FinishedPrefix } from './finished-prefix';
import type { KafkaPresence } from './kafka-presence';
import type { MessagingConfig } from './messaging.config';
import type { Feed, FeedOptions, Lag } from './transport';

const PAUSE_ABOVE = 1_000;
const RESUME_BELOW = 300;
const ACKNOWLEDGE_EVERY_MS = 200;
/** Starts again after a crash, without a join in between, before the group counts as stopped for good; and their pause. */
const MOST_CRASHES = 10;
const START_AGAIN_AFTER_MS = 1_000;
/** How long an ordered end waits for the group; well below the deadline of the whole. */
const LEAVE_WITHIN_MS = 3_000;

/**
 * Reads topics for one consumer group. kafkajs awaits all batches of a fetch round, so nothing is handled inside
 * `eachBatch`: it only hands over, and the lowest finished offset of each partition is committed by a timer.
 */
export class KafkaFeed implements Feed {
  private readonly consumer: Consumer;
  private readonly log;
  private partitions = new Map<
    string,
    { topic: string; partition: number; finished: FinishedPrefix; committed?: bigint }
  >();
  private timer: NodeJS.Timeout | undefined;
  private committing: Promise<void> = Promise.resolve();
  private paused = false;
  private joined = false;
  private crashes = 0;
  private stopping = false;
  private startingAgain: NodeJS.Timeout | undefined;

  constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    private readonly database: Database,
    private readonly options: FeedOptions,
    config: MessagingConfig,
    private readonly presence: KafkaPresence,
  ) {
    this.log = createLogger(`${options.group}.feed`);
    this.consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout: config.sessionTimeoutMs,
      heartbeatInterval: Math.floor(config.sessionTimeoutMs / 6),
      rebalanceTimeout: config.sessionTimeoutMs * 2,
      // The broker answers as soon as there is anything; this is how often it is asked while there is nothing.
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 512 * 1024,
      allowAutoTopicCreation: false,
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
  }

  get active(): boolean {
    return this.joined;
  }

  async start(): Promise<void> {
    const { consumer } = this;
    // Not on REBALANCING: joining again may fail while the old membership still holds, and then kafkajs reads on from
    // behind what was dropped. Only a join makes it read from the committed offsets.
    consumer.on(consumer.events.GROUP_JOIN, () => {
      this.forget();
      this.joined = true;
      this.crashes = 0;
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.joined = false;
      if (!payload.restart) this.startAgain(payload.error);
    });
    if (this.presence.isFound) await this.join();
    else void this.presence.whenFound.then(() => this.join()).catch((error: Error) => this.startAgain(error));
    this.timer = setInterval(() => {
      this.resumeWhenEmptier();
      this.committing = this.committing.then(() => this.commit()).catch((error: Error) => this.notCommitted(error));
    }, ACKNOWLEDGE_EVERY_MS);
  }

  private async join(): Promise<void> {
    if (this.stopping) return;
    await this.positionsKnown();
    await this.run();
  }

  private async run(): Promise<void> {
    if (this.stopping) return;
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: this.options.topics, fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 16,
      eachBatch: async ({ batch, resolveOffset, isRunning, isStale }) => {
        if (!isRunning() || isStale()) return;
        for (const message of batch.messages) {
          this.accept(batch.topic, batch.partition, message);
          resolveOffset(message.offset);
        }
        this.pauseWhenFull();
        await Promise.resolve();
      },
    });
  }

  /** kafkajs gives up on what it takes for lasting, a broker among it that dies again as it comes back. */
  private startAgain(error: Error): void {
    if (this.stopping) return;
    if (++this.crashes > MOST_CRASHES) return this.options.onStopped(error);
    this.log.warn({ err: error, crashes: this.crashes }, 'the consumer has crashed and is started again');
    this.startingAgain = setTimeout(() => {
      this.run().catch((failure: Error) => this.startAgain(failure));
    }, START_AGAIN_AFTER_MS);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.startingAgain);
    clearInterval(this.timer);
    // No more fetches; what is at work ends and is committed before the group is left.
    if (this.joined) this.consumer.pause(this.options.topics.map((topic) => ({ topic })));
    this.options.sink.dropQueued();
    await this.options.sink.drained();
    await this.committing;
    await this.commit().catch((error: Error) => this.notCommitted(error));
    await this.leave();
    this.joined = false;
  }

  /** In the middle of a rebalance a member leaves only when all have joined; then its session runs out instead. */
  private async leave(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, LEAVE_WITHIN_MS)));
    await Promise.race([this.consumer.disconnect(), patience]);
    clearTimeout(timer);
  }

  async lag(): Promise<Lag> {
    if (!this.presence.isFound) return { messages: 0 };
    const committed = await this.admin.fetchOffsets({ groupId: this.options.group, topics: this.options.topics });
    let messages = 0;
    for (const { topic, partitions } of committed) {
      const ends = new Map((await this.admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
      for (const { partition, offset } of partitions) {
        const end = ends.get(partition);
        if (end) messages += Number(BigInt(end.high) - (offset === '-1' ? BigInt(end.low) : BigInt(offset)));
      }
    }
    return { messages };
  }

  /** A broker that has just come back does not know its groups yet, and the admin client does not ask again by itself. */
  private async positionsKnown(): Promise<void> {
    while (!this.stopping) {
      try {
        return await this.restoreLostPositions();
      } catch (error) {
        this.log.warn({ err: error }, 'positions are not known yet; asking again');
        await new Promise((resolve) => setTimeout(resolve, START_AGAIN_AFTER_MS));
      }
    }
  }

  /** A group whose offsets the broker has lost goes on where the database says, not from the start. */
  private async restoreLostPositions(): Promise<void> {
    const { group, service, topics } = this.options;
    const kept = await this.database.query<{ topic: string; partition: number; next_offset: string }>(
      `select topic, partition, next_offset from "${service}".feed_positions where consumer = $1 and topic = any($2)`,
      [group, topics],
    );
    if (kept.length === 0) return;
    for (const { topic, partitions } of await this.admin.fetchOffsets({ groupId: group, topics })) {
      const lost = kept.filter(
        (row) => row.topic === topic && partitions.some((p) => p.partition === row.partition && p.offset === '-1'),
      );
      if (lost.length === 0) continue;
      this.log.warn({ topic, partitions: lost.length }, 'the broker has lost positions; they come from the database');
      await this.admin.setOffsets({
        groupId: group,
        topic,
        partitions: lost.map(({ partition, next_offset }) => ({ partition, offset: next_offset })),
      });
    }
  }

  private accept(topic: string, partition: number, message: KafkaMessage): void {
    const name = `${topic}/${partition}`;
    let tracked = this.partitions.get(name);
    if (!tracked) this.partitions.set(name, (tracked = { topic, partition, finished: new FinishedPrefix() }));
    const { finished } = tracked;
    const offset = BigInt(message.offset);
    finished.begin(offset);
    this.options.sink.accept(wireMessage(topic, message), () => finished.finish(offset));
  }

  /** After a join: what has not begun comes again, here or elsewhere. */
  private forget(): void {
    this.options.sink.dropQueued();
    this.partitions = new Map();
    // Paused topics stay paused through a rebalance: the timer resumes them, since little is outstanding now.
  }

  private pauseWhenFull(): void {
    if (this.paused || this.options.sink.outstanding <= PAUSE_ABOVE) return;
    this.paused = true;
    this.consumer.pause(this.options.topics.map((topic) => ({ topic })));
  }

  private resumeWhenEmptier(): void {
    if (!this.paused || this.options.sink.outstanding >= RESUME_BELOW) return;
    this.paused = false;
    this.consumer.resume(this.options.topics.map((topic) => ({ topic })));
  }

  private async commit(): Promise<void> {
    const due = [...this.partitions.values()].filter(
      (p) => p.finished.upTo !== undefined && p.finished.upTo !== p.committed,
    );
    if (due.length === 0) return;
    const offsets = due.map((tracked) => ({ tracked, upTo: tracked.finished.upTo! }));
    await this.consumer.commitOffsets(
      offsets.map(({ tracked, upTo }) => ({
        topic: tracked.topic,
        partition: tracked.partition,
        offset: String(upTo + 1n),
      })),
    );
    for (const { tracked, upTo } of offsets) tracked.committed = upTo;
    await this.database.query(
      `insert into "${this.options.service}".feed_positions (consumer, topic, partition, next_offset)
       select $1, * from unnest($2::text[], $3::int[], $4::bigint[])
       on conflict (consumer, topic, partition) do update set next_offset = excluded.next_offset`,
      [
        this.options.group,
        offsets.map(({ tracked }) => tracked.topic),
        offsets.map(({ tracked }) => tracked.partition),
        offsets.map(({ upTo }) => String(upTo + 1n)),
      ],
    );
  }

  private notCommitted(error: Error): void {
    // Another member has the partition now, or the broker is away: it will be delivered again, and the inbox knows it.
    this.log.debug({ err: error }, 'positions not committed');
  }
}

/** The message as a feed hands it over. */
export function wireMessage(topic: string, { key, value, headers }: KafkaMessage): WireMessage {
  const text: WireHeaders = {};
  for (const [name, header] of Object.entries(headers ?? {})) if (header !== undefined) text[name] = String(header);
  const message: WireMessage = { topic, key: key?.toString() ?? '', payload: null, headers: text };
  if (value === null) return message;
  try {
    message.payload = JSON.parse(value.toString()) as unknown;
  } catch (error) {
    message.payload = value.toString();
    message.unreadable = `not JSON: ${(error as Error).message}`;
  }
  return message;
}
