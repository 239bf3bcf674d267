import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTopics } from '@libs/messaging';
import { Database, startEmbeddedPostgres } from '@libs/persistence';
import { startBroker } from '../../tools/kafka/broker';
import { whyNotHere } from '../../tools/kafka/programs';

/** PostgreSQL and, when it is needed, Kafka, which ours and raw share. */
export interface Servers {
  postgresVersion: string;
  /** Starts a broker the first time. */
  brokers(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * `FENGHUO_TEST_DATABASE_URL` (a superuser) and `KAFKA_BROKERS` name servers to use; otherwise both are started here,
 * with the settings that the product starts them with.
 */
export async function startServers(): Promise<Servers> {
  const closers: (() => Promise<void>)[] = [];
  if (!process.env.FENGHUO_TEST_DATABASE_URL) {
    const folder = await mkdtemp(join(tmpdir(), 'fenghuo-bench-'));
    const postgres = await startEmbeddedPostgres({ dataDir: folder });
    process.env.FENGHUO_TEST_DATABASE_URL = postgres.url;
    closers.push(async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    });
  }
  let brokers: Promise<string> | undefined;
  return {
    postgresVersion: await versionOf(process.env.FENGHUO_TEST_DATABASE_URL),
    brokers: () => (brokers ??= provideKafka(closers)),
    stop: async () => {
      for (const close of closers.reverse()) await close();
    },
  };
}

async function versionOf(url: string): Promise<string> {
  const database = await Database.open({ url });
  const [row] = await database.query<{ server_version: string }>('show server_version');
  await database.close();
  return row!.server_version;
}

async function provideKafka(closers: (() => Promise<void>)[]): Promise<string> {
  const named = process.env.KAFKA_BROKERS;
  if (named) {
    await createTopics(named.split(','));
    return named;
  }
  const reason = whyNotHere();
  if (reason)
    throw new Error(`No Kafka to measure over: ${reason}. Name one with KAFKA_BROKERS, or --transport in-process.`);
  const folder = await mkdtemp(join(tmpdir(), 'fenghuo-bench-kafka-'));
  const broker = await startBroker({ dir: folder });
  closers.push(async () => {
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await createTopics([broker.brokers]);
  return broker.brokers;
}
