import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { RESPONSE_SCHEMA } from './persistence/schema';
import { readResponseDatabase } from './response.config';
import { ResponseModule } from './response.module';

/** Response as a process of its own. */
async function main(): Promise<void> {
  const url = readResponseDatabase();
  const messaging = readMessagingConfig();
  await migrate(url, [...(messaging.brokers.length > 0 ? [] : [eventLogSchema]), RESPONSE_SCHEMA]);
  const database = await Database.open({ url });

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      ResponseModule,
    ],
  })
  class ResponseProcess {}

  const config = readHttpConfig();
  const app = await createHttpApplication(ResponseProcess, {
    config,
    logger: new NestPinoLogger(createLogger('response')),
  });
  app.enableShutdownHooks();
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  process.stdout.write(`${await app.getUrl()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`response: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
