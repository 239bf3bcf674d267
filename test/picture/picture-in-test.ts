import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, Outbox, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule, UnitOfWork } from '@libs/persistence';
import { createTestDatabase, TestIssuer } from '@libs/testing';
import { eventCatalogue, factOf } from '@libs/events';
import { PICTURE_SCHEMA } from '../../apps/picture/src/persistence/schema';
import { PictureModule } from '../../apps/picture/src/picture.module';
import { ConsoleInTest } from './console-in-test';
import type { ToldFact } from './facts';

/** The picture with its consumers, over the in-process transport. */
export interface PictureInTest {
  url: string;
  database: Database;
  /** Publishes the facts as their services do, in one transaction. */
  publish(...facts: readonly ToldFact[]): Promise<void>;
  get(path: string): Promise<{ status: number; body: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  connect(lastEventId?: string): Promise<ConsoleInTest>;
  stop(): Promise<void>;
}

export async function startPicture(): Promise<PictureInTest> {
  const { url, drop } = await createTestDatabase();
  await migrate(url, [eventLogSchema, PICTURE_SCHEMA]);
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

  const app: NestFastifyApplication = await createHttpApplication(PictureProcess, { logger: false, issuer });
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  const outbox = app.get(Outbox, { strict: false });
  const unitOfWork = new UnitOfWork(database, 'picture');
  const headers = { authorization: `Bearer ${await issuer.token({ roles: ['duty-officer'] })}` };

  return {
    url: address,
    database,
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
    async stop() {
      await app.close();
      await drop();
    },
  };
}
