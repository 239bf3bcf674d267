import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { DISPATCH_SCHEMA } from './persistence/schema';
import { readDispatchDatabase } from './dispatch.config';
import { DispatchModule } from './dispatch.module';

/** Dispatch as a process of its own. */
async function main(): Promise<void> {
  const url = readDispatchDatabase();
  const messaging = readMessagingConfig();
  await migrate(url, [...(messaging.brokers.length > 0 ? [] : [eventLogSchema]), DISPATCH_SCHEMA]);
  const database = await Database.open({ url });

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      DispatchModule,
    ],
  })
  class DispatchProcess {}

  const config = readHttpConfig();
  const app = await createHttpApplication(DispatchProcess, {
    config,
    logger: new NestPinoLogger(createLogger('dispatch')),
  });
  app.enableShutdownHooks();
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  process.stdout.write(`${await app.getUrl()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`dispatch: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
