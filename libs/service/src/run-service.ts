import { Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { createLogger, NestPinoLogger, ObservabilityModule } from '@libs/observability';
import { Database, migrate, Occupancy, PersistenceModule, type MigratedSchema } from '@libs/persistence';
import { endInOrder } from './end-in-order';
import { endUnable } from './end-unable';
import { readServiceConfig } from './service.config';

/** A service as far as its process needs to know it. */
export interface Service {
  /** Folder of the service; also its schema and its name in the log. */
  name: string;
  databaseUrl: () => string;
  module: Type;
  schema: MigratedSchema;
  /** What has to be there before the first request. */
  prepare?: (app: NestFastifyApplication) => Promise<void>;
}

/** Runs a service as a process of its own, until it is asked to end; prints its address once it serves. */
export function runService(service: Service): void {
  start(service).catch((error: unknown) => endUnable(service.name, error));
}

async function start({ name, databaseUrl, module, schema, prepare }: Service): Promise<void> {
  const url = databaseUrl();
  const config = readServiceConfig();
  const messaging = readMessagingConfig();
  const occupancy = await Occupancy.take(url, 'service', { onLost: (error) => endUnable(name, error) });
  if (config.migrates) await migrate(url, [...(messaging.brokers.length > 0 ? [] : [eventLogSchema]), schema]);
  const database = await Database.open({ url });
  database.beforeClose(() => occupancy.release());

  @Module({
    imports: [
      PersistenceModule.forProcess(database),
      MessagingModule.forProcess(messaging),
      ObservabilityModule,
      module,
    ],
  })
  class ServiceProcess {}

  const http = readHttpConfig();
  const app = await createHttpApplication(ServiceProcess, {
    config: http,
    logger: new NestPinoLogger(createLogger(name)),
  });
  endInOrder(app, config.drainDeadlineMs);
  connectConsumers(app);
  await app.init();
  await prepare?.(app);
  await app.listen(http.port, http.host);
  // Commands first: a group that lost a member makes the next one wait for its session to run out.
  await app.startAllMicroservices();
  // A launcher has chosen the address itself.
  if (!process.send) process.stdout.write(`${await app.getUrl()}\n`);
}
