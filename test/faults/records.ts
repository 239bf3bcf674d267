import { Kafka, logLevel } from 'kafkajs';
import { factOf } from '@libs/events';

/** A message as it lies in a topic. */
export interface TopicRecord {
  topic: string;
  partition: number;
  offset: number;
  /** When it was sent, ms. */
  sentAt: number;
  key: string;
  /** CloudEvents id: the same in every delivery of a message. */
  id: string;
  /** CloudEvents type without its version. */
  fact: string;
  headers: Record<string, string>;
  /** Null for a tombstone. */
  data: Record<string, unknown> | null;
}

const PATIENCE_MS = 120_000;

/** Everything that lies in the topics now, in the order of each partition. */
export async function readTopics(brokers: string, topics: readonly string[]): Promise<TopicRecord[]> {
  const kafka = new Kafka({ clientId: 'faults', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<string, number>();
  for (const topic of topics)
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic))
      if (Number(high) > Number(low)) ends.set(`${topic}/${partition}`, Number(high));
  await admin.disconnect();

  const records: TopicRecord[] = [];
  if (ends.size === 0) return records;
  const consumer = kafka.consumer({ groupId: `faults.reader.${Date.now()}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`topics not read: ${[...ends.keys()].join(' ')}`)), PATIENCE_MS);
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch: { topic, partition, messages } }) => {
          const end = ends.get(`${topic}/${partition}`) ?? 0;
          for (const message of messages) {
            const offset = Number(message.offset);
            if (offset < end) records.push(recordOf({ topic, partition, offset }, message));
            if (offset >= end - 1) ends.delete(`${topic}/${partition}`);
          }
          if (ends.size === 0) {
            clearTimeout(late);
            resolve();
          }
          await Promise.resolve();
        },
      })
      .catch(reject);
  }).finally(() => consumer.disconnect());
  return inOrder(records);
}

function recordOf(
  place: { topic: string; partition: number; offset: number },
  message: {
    key: Buffer | null;
    value: Buffer | null;
    timestamp: string;
    headers?: Record<string, unknown> | undefined;
  },
): TopicRecord {
  const headers = Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value as Buffer)]),
  );
  return {
    ...place,
    sentAt: Number(message.timestamp),
    key: message.key?.toString() ?? '',
    id: headers.ce_id ?? '',
    fact: factOf(headers.ce_type ?? ''),
    headers,
    data: message.value === null ? null : (JSON.parse(message.value.toString()) as Record<string, unknown>),
  };
}

const inOrder = (records: TopicRecord[]): TopicRecord[] =>
  records.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition || a.offset - b.offset);

/** Each message where it lies first; what lies there again is another delivery of the same. */
export function firstDeliveries(records: readonly TopicRecord[]): TopicRecord[] {
  const seen = new Set<string>();
  return records.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Messages by key, each in the order of its partition. */
export function byKey(records: readonly TopicRecord[]): Map<string, TopicRecord[]> {
  const keys = new Map<string, TopicRecord[]>();
  for (const record of records) {
    const name = `${record.topic}\n${record.key}`;
    const ofKey = keys.get(name);
    if (ofKey) ofKey.push(record);
    else keys.set(name, [record]);
  }
  return keys;
}
