import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type Consumer, type KafkaMessage, type Producer } from 'kafkajs';
import { topicCatalogue } from '@libs/events';
import { seededRandom } from '../messaging/bridge/seeded-random';
import type { Subscription } from './subscriptions';

/** A record as it was read, to be written once more. */
interface Kept {
  topic: string;
  partition: number;
  message: KafkaMessage;
}

const KEPT = 600;
const EVERY_MS = 250;
const AT_ONCE = 4;
/** How often somebody breaks into a group, and how far it sets positions back. */
const INTRUDE_EVERY_MS = 12_000;
const BACK_AT_MOST = 40;
const INTRUSION_LIMIT_MS = 15_000;

/**
 * Lets messages be delivered again, in two ways (docs/reliability.md says why both are what a broker may do):
 * earlier records are written once more, unchanged, to the same partition: late, behind others of their key; and a
 * stranger joins a consumer group, which is a rebalance, sets back the positions of the partitions that fall to it, and
 * leaves, which is another.
 */
export class Again {
  /** Records written once more. */
  written = 0;
  /** Positions set back, by how many messages altogether, and in how many rebalances. */
  setBack = 0;
  rebalances = 0;
  private over = false;
  private readonly kept: Kept[] = [];
  private readonly addresses: string[];
  private readonly kafka: Kafka;
  private readonly random: () => number;
  private consumer!: Consumer;
  private producer!: Producer;
  private working: Promise<void>[] = [];

  constructor(
    brokers: string,
    seed: number,
    private readonly subscriptions: readonly Subscription[],
  ) {
    this.random = seededRandom(seed + 77);
    this.addresses = brokers.split(',');
    this.kafka = new Kafka({
      clientId: 'faults',
      brokers: this.addresses,
      logLevel: logLevel.NOTHING,
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
  }

  async start(): Promise<void> {
    // A compacted topic keeps the last record of a key: there an old one must never be the last.
    const topics = topicCatalogue.filter(({ retention }) => retention === 'facts').map(({ name }) => name);
    this.producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await this.producer.connect();
    this.consumer = this.kafka.consumer({ groupId: `faults.again.${process.pid}`, allowAutoTopicCreation: false });
    await this.consumer.connect();
    await this.consumer.subscribe({ topics, fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachMessage: async (record) => {
        this.keep(record);
        await Promise.resolve();
      },
    });
    this.working = [this.writeAgain(), this.intrudeAgain()];
  }

  async stop(): Promise<void> {
    this.over = true;
    await Promise.all(this.working);
    await Promise.allSettled([this.consumer.disconnect(), this.producer.disconnect()]);
  }

  /** A sample of everything so far, the latest a little more than the rest. */
  private keep(record: Kept): void {
    if (this.kept.length < KEPT) this.kept.push(record);
    else this.kept[Math.floor(this.random() * KEPT)] = record;
  }

  private async writeAgain(): Promise<void> {
    while (!this.over) {
      await pause(EVERY_MS);
      const some = Array.from({ length: Math.ceil(this.random() * AT_ONCE) }, () => this.any()).filter(
        (one) => one !== undefined,
      );
      for (const { topic, partition, message } of some) {
        if (this.over) return;
        const { key, value } = message;
        const again = { key, value, partition, headers: message.headers ?? {} };
        await this.producer.send({ topic, messages: [again], acks: -1 }).then(
          () => (this.written += 1),
          () => undefined,
        );
      }
    }
  }

  private any(): Kept | undefined {
    return this.kept[Math.floor(this.random() * this.kept.length)];
  }

  private async intrudeAgain(): Promise<void> {
    for (let next = Date.now() + INTRUDE_EVERY_MS; !this.over;) {
      await pause(100);
      if (Date.now() < next) continue;
      const subscription = this.subscriptions[Math.floor(this.random() * this.subscriptions.length)]!;
      await this.intrude(subscription).catch(() => undefined);
      next = Date.now() + INTRUDE_EVERY_MS;
    }
  }

  private async intrude({ group, topics }: Subscription): Promise<void> {
    const kafka = new Kafka({ clientId: 'faults-stranger', brokers: this.addresses, logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: group, allowAutoTopicCreation: false, retry: { retries: 3 } });
    const admin = kafka.admin();
    try {
      await admin.connect();
      await consumer.connect();
      const joined = new Promise<Record<string, number[]>>((resolve, reject) => {
        consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => resolve(payload.memberAssignment));
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        setTimeout(() => reject(new Error('not joined in time')), INTRUSION_LIMIT_MS).unref();
      });
      joined.catch(() => undefined);
      await consumer.subscribe({ topics, fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: () => Promise.resolve() });
      const mine = await joined;
      this.rebalances += 1;
      const committed = await admin.fetchOffsets({ groupId: group, topics: Object.keys(mine) });
      const back = committed.flatMap(({ topic, partitions }) =>
        partitions
          .filter(({ partition, offset }) => mine[topic]!.includes(partition) && Number(offset) > 0)
          .map(({ partition, offset }) => {
            const by = Math.min(Number(offset), 1 + Math.floor(this.random() * BACK_AT_MOST));
            return { topic, partition, by, offset: String(Number(offset) - by) };
          }),
      );
      if (back.length === 0) return;
      await consumer.commitOffsets(back.map(({ topic, partition, offset }) => ({ topic, partition, offset })));
      this.setBack += back.reduce((sum, { by }) => sum + by, 0);
    } finally {
      await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
    }
  }
}
