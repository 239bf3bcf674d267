import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readCacheConfig } from '@libs/cache';
import { createHttpApplication } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, Outbox, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule, Readiness } from '@libs/observability';
import { Database, migrate, PersistenceModule, UnitOfWork } from '@libs/persistence';
import { createTestDatabase, TestIssuer } from '@libs/testing';
import { eventCatalogue, factOf } from '@libs/events';
import { PICTURE_SCHEMA } from '../../apps/picture/src/persistence/schema';
import { PictureModule } from '../../apps/picture/src/picture.module';
import { ConsoleInTest } from './console-in-test';
import type { ToldFact } from './facts';

export interface PictureOptions {
  /** Of another picture, of which this is a replica. */
  databaseUrl?: string;
  redisUrl?: string;
  /** How often it looks for changes of its replicas that it was not woken for. */
  streamPollMs?: number;
}

/** The picture with its consumers, over the in-process transport. */
export interface PictureInTest {
  url: string;
  databaseUrl: string;
  database: Database;
  /** What it says about Redis. */
  redis(): Promise<string | undefined>;
  /** Publishes the facts as their services do, in one transaction. */
  publish(...facts: readonly ToldFact[]): Promise<void>;
  get(path: string): Promise<{ status: number; body: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  connect(lastEventId?: string): Promise<ConsoleInTest>;
  /** Ends the process; its database stays until `stop`. */
  close(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPicture(options: PictureOptions = {}): Promise<PictureInTest> {
  const made = options.databaseUrl === undefined ? await createTestDatabase() : undefined;
  const url = made?.url ?? options.databaseUrl!;
  if (made) await migrate(url, [eventLogSchema, PICTURE_SCHEMA]);
  const database = await Database.open({ url });
  const issuer = await TestIssuer.start();
  const messaging = { ...readMessagingConfig({}), suspectWindowMs: 0 };

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      PictureModule,
    ],
  })
  class PictureProcess {}

  if (options.streamPollMs !== undefined) process.env.PICTURE_STREAM_POLL_MS = `${options.streamPollMs}`;
  const cache = readCacheConfig({ REDIS_URL: options.redisUrl, REDIS_TIMEOUT_MS: '500', REDIS_PAUSE_MS: '100' });
  const app: NestFastifyApplication = await createHttpApplication(PictureProcess, { logger: false, issuer, cache });
  delete process.env.PICTURE_STREAM_POLL_MS;
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  const outbox = app.get(Outbox, { strict: false });
  const unitOfWork = new UnitOfWork(database, 'picture');
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= app.close());
  const headers = { authorization: `Bearer ${await issuer.token({ roles: ['duty-officer'] })}` };

  return {
    url: address,
    databaseUrl: url,
    database,
    async redis() {
      const { checks } = await app.get(Readiness).report();
      return checks.find(({ name }) => name === 'redis')?.detail;
    },
    publish: (...facts) =>
      unitOfWork.run(async (tx) => {
        for (const { code, data, mode } of facts) {
          const event = eventCatalogue.find(({ type }) => factOf(type) === code)!;
          await outbox.add(tx, event, data, { mode });
        }
      }),
    async get(path) {
      const response = await fetch(`${address}${path}`, { headers });
      return { status: response.status, body: await response.json() };
    },
    connect: (lastEventId) =>
      ConsoleInTest.connect(`${address}/api/picture/stream`, {
        ...headers,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      }),
    close,
    async stop() {
      await close();
      await made?.drop();
    },
  };
}
