import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../tools/kafka/broker';
import { whyNotHere } from '../../tools/kafka/programs';
import { startEmbeddedPostgres } from '../../libs/persistence/src/embedded-postgres/embedded-postgres';

interface Server {
  pid(): number | undefined;
  stop(): Promise<void>;
}

// jest loads the set-up and the tear-down of a run apart from each other; the process is all that they share.
const shared = globalThis as { fenghuoTestServers?: Server[] };

/** One PostgreSQL for the whole run, unless `FENGHUO_TEST_DATABASE_URL` names one (superuser, maintenance database). */
export async function providePostgres(): Promise<void> {
  if (process.env.FENGHUO_TEST_DATABASE_URL) return;
  const folder = await mkdtemp(join(tmpdir(), 'fenghuo-test-postgres-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  process.env.FENGHUO_TEST_DATABASE_URL = postgres.url;
  keep({
    pid: () => postgres.pid,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/**
 * One broker for the whole run, unless `KAFKA_BROKERS` names one. Where none can be had the tests over Kafka are not
 * registered, and the report says why.
 */
export async function provideKafka(): Promise<void> {
  if (process.env.FENGHUO_TEST_KAFKA_BROKERS) return;
  if (process.env.KAFKA_BROKERS) {
    process.env.FENGHUO_TEST_KAFKA_BROKERS = process.env.KAFKA_BROKERS;
    return;
  }
  const reason = whyNotHere();
  if (reason) {
    process.env.FENGHUO_TEST_KAFKA_MISSING = reason;
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'fenghuo-test-kafka-'));
  try {
    const broker = await startBroker({ dir: folder });
    process.env.FENGHUO_TEST_KAFKA_BROKERS = broker.brokers;
    keep({
      pid: broker.pid,
      async stop() {
        await broker.stop();
        await rm(folder, { recursive: true, force: true });
      },
    });
  } catch (error) {
    // The other tests are worth running all the same; in CI the report makes this a failure.
    process.env.FENGHUO_TEST_KAFKA_MISSING = `the local broker did not start (${String(error).slice(0, 2000)})`;
  }
}

/** Ends what this run has started, and nothing else. */
export async function stopServers(): Promise<void> {
  await Promise.all((shared.fenghuoTestServers ?? []).splice(0).map((server) => server.stop()));
}

function keep(server: Server): void {
  if (!shared.fenghuoTestServers) {
    shared.fenghuoTestServers = [];
    // Ctrl-C ends jest without the tear-down.
    process.once('SIGINT', () => void stopServers().finally(() => process.exit(130)));
    process.once('SIGTERM', () => void stopServers().finally(() => process.exit(143)));
    process.once('exit', () => shared.fenghuoTestServers?.forEach(interrupt));
  }
  shared.fenghuoTestServers.push(server);
}

function interrupt(server: Server): void {
  const pid = server.pid();
  if (pid !== undefined) process.kill(pid, 'SIGINT');
}
