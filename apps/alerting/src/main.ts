import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { readAlertingDatabase } from './alerting.config';
import { AlertingModule } from './alerting.module';
import { ALERTING_SCHEMA } from './persistence/schema';

/** Alerting as a process of its own. */
async function main(): Promise<void> {
  const url = readAlertingDatabase();
  const messaging = readMessagingConfig();
  const inProcess = messaging.brokers.length === 0;
  await migrate(url, [...(inProcess ? [eventLogSchema] : []), ALERTING_SCHEMA]);
  const database = await Database.open({ url });

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      ObservabilityModule,
      MessagingModule.forProcess(messaging),
      AlertingModule,
    ],
  })
  class AlertingProcess {}

  const config = readHttpConfig();
  const app = await createHttpApplication(AlertingProcess, {
    config,
    logger: new NestPinoLogger(createLogger('alerting')),
  });
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
  process.stdout.write(`${await app.getUrl()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`alerting: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
