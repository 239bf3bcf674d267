import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../libs/persistence/src/embedded-postgres/embedded-postgres';

// jest loads the set-up and the tear-down of a run apart from each other; the process is all that they share.
const running = ((globalThis as { fenghuoTestServers?: (() => Promise<void>)[] }).fenghuoTestServers ??= []);

/** One PostgreSQL for the whole run, unless `FENGHUO_TEST_DATABASE_URL` names one (superuser, maintenance database). */
export async function providePostgres(): Promise<void> {
  if (process.env.FENGHUO_TEST_DATABASE_URL) return;
  const directory = await mkdtemp(join(tmpdir(), 'fenghuo-test-postgres-'));
  const postgres = await startEmbeddedPostgres({ dataDir: directory });
  process.env.FENGHUO_TEST_DATABASE_URL = postgres.url;
  running.push(async () => {
    delete process.env.FENGHUO_TEST_DATABASE_URL;
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  });
}

export async function provideKafka(): Promise<void> {}

/** Ends what this run has started, and nothing else. */
export async function stopServers(): Promise<void> {
  await Promise.all(running.splice(0).map((stop) => stop()));
}
