import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Consumer, Kafka, KafkaMessage } from 'kafkajs';
import { newId, type LocalText } from '@libs/kernel';
import type { WireMessage } from './envelope';
import { kafkaClient } from './kafka-client';
import { wireMessage } from './kafka-feed';

/** What the topics hold is not all that was ever sent, or cannot be read; `text` says what is missing. */
export class HistoryIncomplete extends Error {
  constructor(readonly text: LocalText) {
    super(text.en);
  }
}

/** A message as it lies in a topic. */
export interface PlacedMessage extends WireMessage {
  partition: number;
  offset: string;
}

/** A partition with its first offset and the one behind its last, when they were asked for. */
interface Extent {
  topic: string;
  partition: number;
  low: bigint;
  high: bigint;
}

/** Tries of one request before somebody who waits is told. */
const TRIES = 5;
const REQUEST_TIMEOUT_MS = 10_000;
interface Patience {
  /** Without any progress for so long the rest cannot be read; ms. */
  silenceMs: number;
  /** Of the consumer; a portion that takes longer makes it join anew, ms. */
  sessionMs: number;
}

const PATIENCE: Patience = { silenceMs: 60_000, sessionMs: 30_000 };

/** Reads topics from their first message to their end of the moment, for who wants all of it once. */
export class KafkaHistory {
  private readonly kafka: Kafka;
  private readonly admin: Admin;

  private constructor(
    private readonly brokers: string[],
    private readonly patience: Patience,
  ) {
    this.kafka = kafkaClient(brokers, REQUEST_TIMEOUT_MS, TRIES);
    this.admin = this.kafka.admin();
  }

  /** @throws HistoryIncomplete when no broker answers. */
  static async open(brokers: string[], patience: Partial<Patience> = {}): Promise<KafkaHistory> {
    const history = new KafkaHistory(brokers, { ...PATIENCE, ...patience });
    try {
      await history.admin.connect();
      return history;
    } catch (error) {
      throw history.unreadable(error);
    }
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }

  /**
   * Hands over all that lies in the topics now, in the order of each partition, in portions; the next one is read when
   * `take` has finished.
   * @param acknowledged what a group has had, by partition: a log that ends before it is another one.
   * @throws HistoryIncomplete when retention has removed something, or the topics were made anew; and what `take` throws.
   */
  async read(
    topics: readonly string[],
    take: (messages: PlacedMessage[]) => Promise<void>,
    acknowledged: readonly { topic: string; partition: number; next_offset: string }[] = [],
  ): Promise<void> {
    const extents = await this.extents(topics);
    const cut = extents.filter(({ low }) => low > 0n);
    if (cut.length > 0) throw removed(cut);
    const shorter = acknowledged.filter(({ topic, partition, next_offset }) =>
      extents.every((one) => one.topic !== topic || one.partition !== partition || one.high < BigInt(next_offset)),
    );
    if (shorter.length > 0) throw madeAnew([...new Set(shorter.map(({ topic }) => topic))]);
    const filled = extents.filter(({ low, high }) => high > low);
    if (filled.length > 0) await this.readTo(filled, take);
  }

  private async extents(topics: readonly string[]): Promise<Extent[]> {
    try {
      const known = new Set(await this.admin.listTopics());
      const missing = topics.filter((topic) => !known.has(topic));
      if (missing.length > 0) throw madeAnew(missing);
      const extents: Extent[] = [];
      for (const topic of topics)
        for (const { partition, low, high } of await this.offsetsOf(topic))
          extents.push({ topic, partition, low: BigInt(low), high: BigInt(high) });
      return extents;
    } catch (error) {
      throw this.unreadable(error);
    }
  }

  /** A leader that has just changed is asked again, which the client does not do by itself. */
  private async offsetsOf(topic: string): ReturnType<Admin['fetchTopicOffsets']> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.admin.fetchTopicOffsets(topic);
      } catch (error) {
        if (tries === TRIES) throw error;
        await pause(tries * 200);
      }
    }
  }

  private async readTo(extents: Extent[], take: (messages: PlacedMessage[]) => Promise<void>): Promise<void> {
    const groupId = `fenghuo.history.${newId()}`;
    const consumer = this.kafka.consumer({
      groupId,
      sessionTimeout: this.patience.sessionMs,
      heartbeatInterval: Math.floor(this.patience.sessionMs / 6),
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 100,
    });
    const reading = new Reading(extents, take);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...new Set(extents.map(({ topic }) => topic))], fromBeginning: true });
      await reading.run(consumer, this.patience.silenceMs);
    } catch (error) {
      throw reading.isTakersFault ? error : this.unreadable(error);
    } finally {
      await consumer.disconnect().catch(() => undefined);
      await this.admin.deleteGroups([groupId]).catch(() => undefined);
    }
  }

  private unreadable(error: unknown): Error {
    if (error instanceof HistoryIncomplete) return error;
    const why = error instanceof Error ? error.message : String(error);
    return new HistoryIncomplete({
      'zh-CN': `无法从 Kafka（KAFKA_BROKERS=${this.brokers.join(',')}）读取：${why}`,
      en: `Kafka cannot be read (KAFKA_BROKERS=${this.brokers.join(',')}): ${why}`,
    });
  }
}

/** One reading: how far each partition has come, and whether all have come to their end. */
class Reading {
  isTakersFault = false;
  private readonly open: Map<string, { next: bigint; end: bigint }>;
  private finish: () => void = () => undefined;
  private fail: (error: unknown) => void = () => undefined;
  private heardAt = performance.now();
  private isTaking = false;

  constructor(
    extents: Extent[],
    private readonly take: (messages: PlacedMessage[]) => Promise<void>,
  ) {
    this.open = new Map(
      extents.map(({ topic, partition, low, high }) => [`${topic}/${partition}`, { next: low, end: high }]),
    );
  }

  async run(consumer: Consumer, silenceMs: number): Promise<void> {
    const over = new Promise<void>((finish, fail) => Object.assign(this, { finish, fail }));
    over.catch(() => undefined);
    // Also for what the client keeps to itself: the marks of transactions, and what was taken back.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) =>
      this.reached(topic, partition, BigInt(lastOffset)),
    );
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || this.fail(payload.error));
    const watch = setInterval(() => this.judgeSilence(silenceMs), 500);
    try {
      await consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch: { topic, partition, messages }, heartbeat }) => {
          await this.accept(topic, partition, messages);
          await heartbeat();
        },
      });
      await over;
    } finally {
      clearInterval(watch);
    }
  }

  private async accept(topic: string, partition: number, messages: KafkaMessage[]): Promise<void> {
    const extent = this.open.get(`${topic}/${partition}`);
    if (!extent || this.isTakersFault) return;
    // What comes again, after the client has joined anew, was taken before.
    const due = messages.filter(({ offset }) => BigInt(offset) >= extent.next && BigInt(offset) < extent.end);
    this.isTaking = true;
    try {
      if (due.length > 0)
        await this.take(due.map((one) => ({ ...wireMessage(topic, one), partition, offset: one.offset })));
    } catch (error) {
      this.isTakersFault = true;
      return this.fail(error);
    } finally {
      this.isTaking = false;
    }
    if (due.length > 0) extent.next = BigInt(due.at(-1)!.offset) + 1n;
    this.heardAt = performance.now();
  }

  private reached(topic: string, partition: number, last: bigint): void {
    const name = `${topic}/${partition}`;
    const extent = this.open.get(name);
    if (!extent || this.isTakersFault) return;
    if (last + 1n > extent.next) {
      extent.next = last + 1n;
      this.heardAt = performance.now();
    }
    if (extent.next >= extent.end) this.open.delete(name);
    if (this.open.size === 0) this.finish();
  }

  private judgeSilence(silenceMs: number): void {
    if (this.isTaking || performance.now() - this.heardAt < silenceMs) return;
    this.fail(new Error(`nothing more comes of ${[...this.open.keys()].join(', ')}`));
  }
}

function removed(cut: Extent[]): HistoryIncomplete {
  const where = cut.map(({ topic, partition, low }) => `${topic}/${partition} < ${low}`).join(', ');
  return new HistoryIncomplete({
    'zh-CN': `主题中最早的消息已被删除（保留期限），历史不完整：${where}。请恢复 "retention.ms=-1"；缺失的历史只能从备份恢复`,
    en: `The oldest messages of topics have been removed by retention, the history is incomplete: ${where}. Set retention.ms=-1; what is missing can only come from a backup`,
  });
}

function madeAnew(topics: string[]): HistoryIncomplete {
  const names = topics.join(', ');
  return new HistoryIncomplete({
    'zh-CN': `Kafka 中的主题缺失或被重建，少于已处理的消息：${names}。KAFKA_BROKERS 是否正确？`,
    en: `Topics are missing in Kafka or were made anew, with less in them than was handled: ${names}. Is KAFKA_BROKERS right?`,
  });
}
