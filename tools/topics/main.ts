import { parseArgs } from 'node:util';
import { topicCatalogue } from '@libs/events';
import { createTopics, readMessagingConfig } from '@libs/messaging';

const USAGE = 'KAFKA_BROKERS=host:port[,host:port] npm run topics [-- --replication COPIES]';

/** How long the brokers may take to answer and create; ms. */
const DEADLINE = 60_000;

// npm run topics: creates the topics of libs/events that the brokers do not have. What exists is left as it is.

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { replication: { type: 'string', default: '1' } } });
  const copies = Number(values.replication);
  const { brokers } = readMessagingConfig();
  if (brokers.length === 0)
    throw new Error(`未设置 KAFKA_BROKERS / KAFKA_BROKERS is not set: ${USAGE} (a local broker: npm run kafka)`);
  if (!Number.isInteger(copies) || copies < 1) throw new Error(USAGE);

  const created = new Set(await within(brokers, createTopics(brokers, topicCatalogue, copies)));
  for (const { name, partitions, retention } of topicCatalogue) {
    const kept = retention === 'facts' ? '永久保留 kept for ever' : '每键保留最新 the latest per key';
    const outcome = created.has(name) ? '已创建 created' : '已存在 exists ';
    console.log(`${outcome}  ${name.padEnd(24)} ${partitions} 分区 partitions · ${kept}`);
  }
}

/** The client itself tries for ever, which suits a service and not a person who waits. */
function within<T>(brokers: string[], work: Promise<T>): Promise<T> {
  const where = brokers.join(',');
  const late = new Promise<never>((_, reject) => {
    const text = `${where} 没有应答 / ${where} does not answer: is KAFKA_BROKERS right, and is the broker running?`;
    setTimeout(() => reject(new Error(text)), readDeadline()).unref();
  });
  return Promise.race([work, late]);
}

const readDeadline = (): number => Number(process.env.TOPICS_DEADLINE_MS ?? DEADLINE);

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`Kafka: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
