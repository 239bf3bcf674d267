import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { FirstAccounts } from './accounts/first-accounts/first-accounts';
import { REGISTRY_SCHEMA } from './persistence/schema';
import { readRegistryDatabase } from './registry.config';
import { RegistryModule } from './registry.module';

/** The registry as a process of its own. */
async function main(): Promise<void> {
  const url = readRegistryDatabase();
  const messaging = readMessagingConfig();
  await migrate(url, [...(messaging.brokers.length > 0 ? [] : [eventLogSchema]), REGISTRY_SCHEMA]);
  const database = await Database.open({ url });

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      RegistryModule,
    ],
  })
  class RegistryProcess {}

  const config = readHttpConfig();
  const app = await createHttpApplication(RegistryProcess, {
    config,
    logger: new NestPinoLogger(createLogger('registry')),
  });
  app.enableShutdownHooks();
  await app.init();
  for (const { username, password } of await app.get(FirstAccounts).execute({ demonstration: false })) {
    process.stdout.write(`First account, shown once · 首个账号，仅显示一次: ${username} ${password}\n`);
  }
  await app.listen(config.port, config.host);
  process.stdout.write(`${await app.getUrl()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`registry: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
