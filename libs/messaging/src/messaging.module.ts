import { Module, type DynamicModule, type INestApplication, type OnApplicationBootstrap } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { topicCatalogue, type Topic } from '@libs/events';
import { createLogger, Metrics, Readiness } from '@libs/observability';
import { Database, UnitOfWork } from '@libs/persistence';
import { groupOf } from './consumes';
import { deadLettersController } from './dead-letters.http';
import { DeadLetters } from './dead-letters';
import { GroupServer } from './group-server';
import { InProcessTransport } from './in-process-transport';
import { KafkaTransport } from './kafka-transport';
import { readMessagingConfig, type MessagingConfig } from './messaging.config';
import { Outbox } from './outbox';
import { watchOutbox } from './outbox-metrics';
import type { Relay, Transport } from './transport';

/** Injection tokens for what has no class of its own. */
export const TRANSPORT = Symbol('transport');
const CONFIG = Symbol('messaging config');
const RELAY = Symbol('relay');

/** The transport that the configuration asks for. */
export const transportOf = (
  database: Database,
  config: MessagingConfig,
  topics: readonly Topic[] = topicCatalogue,
): Transport =>
  config.brokers.length > 0 ? new KafkaTransport(database, config, topics) : new InProcessTransport(database, config);

@Module({})
export class MessagingModule {
  /** Once per process: the transport, opened. */
  static forProcess(
    config: MessagingConfig = readMessagingConfig(),
    topics: readonly Topic[] = topicCatalogue,
  ): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        {
          provide: TRANSPORT,
          useFactory: async (database: Database, readiness: Readiness) => {
            const transport = transportOf(database, config, topics);
            await transport.open();
            database.beforeClose(() => transport.close());
            if (transport.standing) readiness.register(transport.kind, () => transport.standing!());
            return transport;
          },
          inject: [Database, Readiness],
        },
      ],
      exports: [TRANSPORT, CONFIG],
    };
  }

  /** Once per service: its outbox with the relay, and its dead letters over HTTP. */
  static forService(service: string): DynamicModule {
    class StartsRelay implements OnApplicationBootstrap {
      constructor(
        private readonly relay: Relay,
        private readonly database: Database,
      ) {}
      async onApplicationBootstrap(): Promise<void> {
        await this.relay.start();
        this.database.beforeClose(() => this.relay.stop());
      }
    }
    return {
      module: MessagingModule,
      controllers: [deadLettersController(service)],
      providers: [
        { provide: RELAY, useFactory: (transport: Transport) => transport.relay(service), inject: [TRANSPORT] },
        { provide: Outbox, useFactory: (relay: Relay) => new Outbox(service, () => relay.wake()), inject: [RELAY] },
        {
          provide: DeadLetters,
          useFactory: (database: Database) => new DeadLetters(new UnitOfWork(database, service), service),
          inject: [Database],
        },
        {
          provide: StartsRelay,
          useFactory: (relay: Relay, database: Database, metrics: Metrics) => {
            watchOutbox(metrics, database, service);
            return new StartsRelay(relay, database);
          },
          inject: [RELAY, Database, Metrics],
        },
      ],
      exports: [Outbox],
    };
  }
}

/**
 * Connects one strategy per consumer group that the application's controllers name. Call before
 * `startAllMicroservices`.
 * @param onStuck called when a group cannot go on; the process should end, so that something restarts it.
 */
export function connectConsumers(app: INestApplication, onStuck: (error: Error) => void = endProcess): GroupServer[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const groups = new Set(controllers.flatMap(({ metatype }) => groupOf(metatype) ?? []));
  return [...groups].sort().map((group) => {
    const database = app.get(Database);
    const server = new GroupServer(group, {
      transport: app.get<Transport>(TRANSPORT),
      database,
      unitOfWork: new UnitOfWork(database, group.split('.')[0]!),
      config: app.get<MessagingConfig>(CONFIG),
      metrics: app.get(Metrics),
      readiness: app.get(Readiness),
      onStuck,
    });
    app.connectMicroservice<MicroserviceOptions>({ strategy: server });
    return server;
  });
}

function endProcess(error: Error): void {
  createLogger('messaging').fatal({ err: error }, 'a consumer cannot go on; the process ends to be restarted');
  process.exit(70);
}
