import { Kafka, logLevel, Partitioners, type Admin } from 'kafkajs';
import { topicCatalogue, type Topic } from '@libs/events';
import { createTopics } from '@libs/messaging';
import type { Database } from '@libs/persistence';

/** A message as a test puts it on the wire, past outbox and relay. */
export interface RawMessage {
  key: string;
  /** Kafka only. */
  partition?: number;
  headers: Record<string, string>;
  payload: unknown;
}

/** What lies between a relay and its readers. */
export interface Wire {
  /** Messages of a topic. */
  count(topic: string): Promise<number>;
  /** Messages of a topic that a group has not acknowledged. */
  lag(group: string, topic: string): Promise<number>;
  put(topic: string, messages: RawMessage[]): Promise<void>;
  /** Processes that read for a group or stand by to. */
  members(group: string): Promise<number>;
  close(): Promise<void>;
}

/** The log of the in-process transport. */
export class LogWire implements Wire {
  constructor(private readonly database: Database) {}

  count(topic: string): Promise<number> {
    return this.number('select count(*)::int as n from bus.log where topic = $1', [topic]);
  }

  lag(group: string, topic: string): Promise<number> {
    return this.number(
      `select count(*)::int as n from bus.log where topic = $2
         and position > coalesce((select position from bus.cursors where consumer = $1), 0)`,
      [group, topic],
    );
  }

  async put(topic: string, messages: RawMessage[]): Promise<void> {
    await this.database.query(
      `with locked as materialized (select pg_advisory_xact_lock(hashtextextended('bus.log', 0)))
       insert into bus.log (topic, key, event_id, type, payload, headers)
       select $1, m.key, (m.headers ->> 'ce_id')::uuid, m.headers ->> 'ce_type', m.payload, m.headers
       from locked cross join jsonb_to_recordset($2::jsonb) as m (key text, payload jsonb, headers jsonb)`,
      [topic, JSON.stringify(messages)],
    );
  }

  /** The one that holds the lock; who stands by holds nothing. */
  members(group: string): Promise<number> {
    return this.number(
      `select count(*)::int as n from pg_locks where locktype = 'advisory'
         and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) = hashtextextended('feed:' || $1, 0)`,
      [group],
    );
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async number(sql: string, values: unknown[]): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(sql, values);
    return row!.n;
  }
}

/** Topics of a real broker. */
export class KafkaWire implements Wire {
  private constructor(
    private readonly kafka: Kafka,
    readonly admin: Admin,
  ) {}

  /** Creates the topics of the product, without which no process starts, and `topics`. */
  static async open(brokers: string[], topics: Topic[]): Promise<KafkaWire> {
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await createTopics(brokers, [...topicCatalogue, ...topics]);
    return new KafkaWire(kafka, admin);
  }

  async count(topic: string): Promise<number> {
    const ends = await this.admin.fetchTopicOffsets(topic);
    return ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  }

  async lag(group: string, topic: string): Promise<number> {
    const [committed] = await this.admin.fetchOffsets({ groupId: group, topics: [topic] });
    const ends = await this.admin.fetchTopicOffsets(topic);
    return ends.reduce((sum, { partition, high, low }) => {
      const offset = committed?.partitions.find((p) => p.partition === partition)?.offset ?? '-1';
      return sum + Number(high) - Number(offset === '-1' ? low : offset);
    }, 0);
  }

  async put(topic: string, messages: RawMessage[]): Promise<void> {
    const producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const sent = messages.map(({ payload, ...message }) => ({ ...message, value: JSON.stringify(payload) }));
    await producer.send({ topic, messages: sent });
    await producer.disconnect();
  }

  async members(group: string): Promise<number> {
    return (await this.admin.describeGroups([group])).groups[0]!.members.length;
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }
}
