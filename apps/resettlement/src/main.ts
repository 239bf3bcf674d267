import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { RESETTLEMENT_SCHEMA } from './persistence/schema';
import { readResettlementDatabase } from './resettlement.config';
import { ResettlementModule } from './resettlement.module';

/** Resettlement as a process of its own. */
async function main(): Promise<void> {
  const url = readResettlementDatabase();
  const messaging = readMessagingConfig();
  await migrate(url, [...(messaging.brokers.length > 0 ? [] : [eventLogSchema]), RESETTLEMENT_SCHEMA]);
  const database = await Database.open({ url });

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      ResettlementModule,
    ],
  })
  class ResettlementProcess {}

  const config = readHttpConfig();
  const app = await createHttpApplication(ResettlementProcess, {
    config,
    logger: new NestPinoLogger(createLogger('resettlement')),
  });
  app.enableShutdownHooks();
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  process.stdout.write(`${await app.getUrl()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`resettlement: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
