import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { PICTURE_SCHEMA } from './persistence/schema';
import { readPictureDatabase } from './picture.config';
import { PictureModule } from './picture.module';

/** The picture as a process of its own. */
async function main(): Promise<void> {
  const url = readPictureDatabase();
  const messaging = readMessagingConfig();
  await migrate(url, [...(messaging.brokers.length > 0 ? [] : [eventLogSchema]), PICTURE_SCHEMA]);
  const database = await Database.open({ url });

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      PictureModule,
    ],
  })
  class PictureProcess {}

  const config = readHttpConfig();
  const app = await createHttpApplication(PictureProcess, {
    config,
    logger: new NestPinoLogger(createLogger('picture')),
  });
  app.enableShutdownHooks();
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`picture: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
