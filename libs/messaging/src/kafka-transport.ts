import { setTimeout as pause } from 'node:timers/promises';
import { Partitioners, type Admin, type Kafka, type Producer } from 'kafkajs';
import { topicCatalogue, type Topic } from '@libs/events';
import type { CheckResult } from '@libs/observability';
import type { Database } from '@libs/persistence';
import { kafkaClient } from './kafka-client';
import { KafkaFeed } from './kafka-feed';
import { KafkaMover } from './kafka-mover';
import { KafkaPresence } from './kafka-presence';
import type { MessagingConfig } from './messaging.config';
import { RelayLoop } from './relay-loop';
import { topicSettings } from './topic-settings';
import type { Feed, FeedOptions, Relay, Transport } from './transport';
import { refuseMixing } from './used-transport';

/** Creates the topics that do not exist, with their partitions and retention. One command does it, never a service. */
export async function createTopics(
  brokers: string[],
  topics: readonly Topic[] = topicCatalogue,
  replicationFactor = 1,
): Promise<string[]> {
  const admin = kafkaClient(brokers, 10_000).admin();
  await admin.connect();
  try {
    const absent = async (): Promise<Topic[]> => {
      const existing = new Set(await admin.listTopics());
      return topics.filter(({ name }) => !existing.has(name));
    };
    const missing = await absent();
    if (missing.length === 0) return [];
    await admin.createTopics({
      // The client fails where a broker has not heard yet of what the controller has made: we wait for that ourselves.
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor,
        configEntries: Object.entries(topicSettings(topic)).map(([name, value]) => ({ name, value })),
      })),
    });
    while ((await absent()).length > 0) await pause(100);
    return missing.map(({ name }) => name);
  } finally {
    await admin.disconnect();
  }
}

/** Events over Apache Kafka. */
export class KafkaTransport implements Transport {
  readonly kind = 'kafka';
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private readonly admin: Admin;
  private readonly presence: KafkaPresence;

  constructor(
    private readonly database: Database,
    private readonly config: MessagingConfig,
    /** All that may be sent to; they must exist before anything is. */
    private readonly topics: readonly Topic[] = topicCatalogue,
  ) {
    this.kafka = kafkaClient(config.brokers, config.requestTimeoutMs);
    this.producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    this.admin = this.kafka.admin();
    this.presence = new KafkaPresence(
      config.brokers,
      config.requestTimeoutMs,
      this.topics.map(({ name }) => name),
      async () => {
        await Promise.all([this.admin.connect(), this.producer.connect()]);
      },
    );
  }

  async open(): Promise<void> {
    await refuseMixing(this.database, this.kind);
    await this.presence.open();
  }

  async close(): Promise<void> {
    this.presence.close();
    await this.producer.disconnect();
    await this.admin.disconnect();
  }

  standing(): Promise<CheckResult> {
    return this.presence.standing();
  }

  relay(service: string): Relay {
    return new RelayLoop(
      this.database,
      service,
      new KafkaMover(this.producer, service, this.config.requestTimeoutMs, this.topics),
      this.config,
      this.presence.whenFound,
    );
  }

  feed(options: FeedOptions): Feed {
    return new KafkaFeed(this.kafka, this.admin, this.database, options, this.config, this.presence);
  }

  async rewind(group: string, service: string, topics: string[]): Promise<void> {
    await this.database.query(`delete from "${service}".feed_positions where consumer = $1`, [group]);
    for (const topic of topics)
      await this.admin.setOffsets({ groupId: group, topic, partitions: await this.firsts(topic) });
  }

  private async firsts(topic: string): Promise<{ partition: number; offset: string }[]> {
    return (await this.admin.fetchTopicOffsets(topic)).map(({ partition, low }) => ({ partition, offset: low }));
  }
}
