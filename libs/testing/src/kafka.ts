import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, startBroker } from '../../../tools/kafka/broker';
import { whyNotHere } from '../../../tools/kafka/programs';

export { freePort } from '../../../tools/kafka/free-port';
export type { Broker };

/** Whether tests over Kafka can be run: a broker is named or running already, or can be started here. */
export function kafkaAvailable(): boolean {
  const { FENGHUO_TEST_KAFKA_MISSING, FENGHUO_TEST_KAFKA_BROKERS, KAFKA_BROKERS } = process.env;
  if (FENGHUO_TEST_KAFKA_MISSING) return false;
  return Boolean(FENGHUO_TEST_KAFKA_BROKERS || KAFKA_BROKERS) || ownKafkaAvailable();
}

/** Whether a test can start a broker of its own, which it may kill. */
export function ownKafkaAvailable(): boolean {
  return whyNotHere() === undefined;
}

/** A broker of its own for a test that kills it. Without `dir` its data are deleted by `stop`, without `port` it takes a free one. */
export async function startKafka({ dir, port }: { dir?: string; port?: number } = {}): Promise<Broker> {
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'fenghuo-test-kafka-')));
  const broker = await startBroker({ dir: folder, ...(port ? { port } : {}) });
  return {
    ...broker,
    async stop() {
      await broker.stop();
      if (!dir) await rm(folder, { recursive: true, force: true });
    },
  };
}
