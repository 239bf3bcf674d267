import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { topicCatalogue } from '@libs/events';
import {
  connectConsumers,
  MessagingModule,
  Outbox,
  readMessagingConfig,
  TRANSPORT,
  type MessagingConfig,
  type Transport,
} from '@libs/messaging';
import { childTraceparent, ObservabilityModule, runInContext, type MessageContext } from '@libs/observability';
import { Database, PersistenceModule, readPersistenceConfig, UnitOfWork } from '@libs/persistence';
import { bridgeEvents } from './bridge-events';
import { consumerOf, type ConsumerName } from './bridge-consumers';
import { breakOnPurpose } from './broken-variants';
import { stopAt, type StopPoint } from './stop-points';
import { dieAtOnce } from './troubles';

/** What one process of the service does. Plain data, so that it can be handed to another process. */
export interface BridgeOptions {
  run: string;
  partitions: number;
  databaseUrl: string;
  brokers: string[];
  /** Whether its relay works; otherwise what it publishes waits for another process. */
  relay: boolean;
  consumers: ConsumerName[];
  /** Group of the consumers, where it is not the one of their name. */
  alias?: string;
  config?: Partial<MessagingConfig>;
  /** Where the relay's process ends or freezes. */
  stopPoint?: StopPoint;
}

/** Measurements of spans, `count` of each, in one transaction. */
export interface Measuring {
  spans: string[];
  count: number;
  /** Transactions one after the other; default 1. */
  times?: number;
  context?: Partial<MessageContext>;
  /** What the process does with the transaction in the end; default: it commits. */
  end?: 'commit' | 'roll back' | 'commit and die';
}

/** A running process of the service. */
export interface Bridge {
  measure(measuring: Measuring): Promise<void>;
  name(span: string, name: string | null): Promise<void>;
  stop(): Promise<void>;
}

/** Short pauses, so that a test is about order and numbers and not about waiting. */
const TEST_CONFIG: Partial<MessagingConfig> = {
  pollMs: 50,
  firstRetryMs: 50,
  longestRetryMs: 500,
  sessionTimeoutMs: 3_000,
  requestTimeoutMs: 3_000,
  // A busy machine takes its time; tests of dead letters say how many attempts they want.
  maxAttempts: 1_000,
};

/** Starts the service as the product starts its own: the same modules, the same wiring. */
export async function startBridge(
  options: BridgeOptions,
  onStuck?: (error: Error) => void,
): Promise<Bridge & { app: NestFastifyApplication; transport: Transport }> {
  const config = { ...readMessagingConfig({}), ...TEST_CONFIG, ...options.config, brokers: options.brokers };
  const events = bridgeEvents(options.run, options.partitions);
  const database = await Database.open({
    url: options.databaseUrl,
    config: { ...readPersistenceConfig({}), poolSize: 12 },
  });
  const messaging = MessagingModule.forService('bridge');
  const withoutRelay = {
    module: class BridgeOutbox {},
    providers: [{ provide: Outbox, useValue: new Outbox('bridge', () => undefined) }],
    exports: [Outbox],
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: class BridgeOfTest {},
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess(config, [...topicCatalogue, ...events.topics]),
        PersistenceModule.forService('bridge'),
        options.relay ? messaging : withoutRelay,
      ],
      controllers: options.consumers.map((name) => consumerOf(name, events, options.run, options.alias)),
    },
    new FastifyAdapter(),
    { logger: ['error'], abortOnError: false },
  );
  const transport = app.get<Transport>(TRANSPORT);
  stopAt(options.stopPoint, database, transport);
  breakOnPurpose(process.env.FENGHUO_BREAK, database);
  connectConsumers(app, onStuck);
  await app.startAllMicroservices();
  await app.init();
  const unitOfWork = app.get(UnitOfWork);
  const outbox = app.get(Outbox);

  const measureOnce = ({ spans, count, end }: Measuring): Promise<void> =>
    unitOfWork.run(async (tx) => {
      // In one order, so that two who measure the same spans do not wait for each other in a circle.
      const rows = await tx.query<{ key: string; n: number }>(
        `insert into bridge.spans (key, n) select key, $2 from unnest($1::text[]) as key order by key
         on conflict (key) do update set n = spans.n + excluded.n returning key, n`,
        [spans, count],
      );
      for (let i = 1; i <= count; i++)
        for (const { key, n } of rows) await outbox.add(tx, events.SpanMeasured, { span: key, n: n - count + i });
      if (end === 'commit and die') tx.afterCommit(dieAtOnce);
      if (end === 'roll back') throw new Error('rolled back');
    });

  return {
    app,
    transport,
    async measure(measuring) {
      const context: MessageContext = {
        correlationId: 'correlation-of-test',
        traceparent: childTraceparent(),
        mode: 'actual',
        ...measuring.context,
      };
      for (let i = 0; i < (measuring.times ?? 1); i++) await runInContext(context, () => measureOnce(measuring));
    },
    name: (span, name) =>
      unitOfWork.run(async (tx) => {
        if (name === null) await outbox.erase(tx, events.SpanNamed, span, { mode: 'actual' });
        else await outbox.add(tx, events.SpanNamed, { span, name }, { mode: 'actual' });
      }),
    stop: () => app.close(),
  };
}
