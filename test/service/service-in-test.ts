import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { LightMyRequestResponse } from 'fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule, type MigratedSchema } from '@libs/persistence';
import { createTestDatabase, eventually, TestIssuer } from '@libs/testing';
import { person, type Person, type SentEvent } from './service-events';

/** An event as it lies in the log. */
export interface OutgoingEvent {
  type: string;
  key: string;
  mode: string;
  emergencyId: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events of every type
  data: any;
}

/** What has to be known of a service to run it in a test. */
export interface TestedService {
  /** Its schema, and what its topics begin with. */
  name: string;
  module: Type;
  schema: MigratedSchema;
  /** Path before those of the tests; `/api/<name>` unless told. */
  prefix?: string;
  /** Its own tables, which a test compares and empties. */
  tables: readonly string[];
}

/** A service that runs in a test. */
export interface RunningService extends TestedService {
  database: Database;
  app: Awaited<ReturnType<typeof createHttpApplication>>;
  issuer: TestIssuer;
  /** Messages that its consumer groups are behind. */
  lag(): Promise<number>;
  drop(): Promise<void>;
}

/** Starts a service on a database of its own. */
export async function runInTest(service: TestedService): Promise<RunningService> {
  const { url, drop } = await createTestDatabase();
  await migrate(url, [eventLogSchema, service.schema]);
  const database = await Database.open({ url });
  const issuer = await TestIssuer.start();
  const messaging = { ...readMessagingConfig({}), suspectWindowMs: 0, pollMs: 20 };
  const app = await createHttpApplication(
    {
      module: class ServiceOfTest {},
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess(messaging),
        service.module,
      ],
    },
    { config: readHttpConfig({}), logger: false, issuer },
  );
  const servers = connectConsumers(app);
  await app.startAllMicroservices();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const lag = async () => (await Promise.all(servers.map((server) => server.lag()))).reduce((sum, one) => sum + one, 0);
  return { ...service, database, app, issuer, lag, drop };
}

/** A service on a database of its own: events come and go over the in-process log, persons over HTTP. */
export abstract class ServiceInTest {
  readonly database: Database;
  private readonly name: string;
  private seen = '0';

  protected constructor(private readonly running: RunningService) {
    this.database = running.database;
    this.name = running.name;
  }

  /** The events arrive together. The log has one writer at a time, as in the product: a reader would skip what overtakes. */
  async arrive(...events: SentEvent[]): Promise<void> {
    await this.database.query(
      `with locked as materialized (select pg_advisory_xact_lock(hashtextextended('bus.log', 0)))
       insert into bus.log (topic, key, event_id, type, payload, headers)
       select topic, key, id, type, payload::jsonb, headers from locked cross join jsonb_to_recordset($1::jsonb)
         as e (topic text, key text, id uuid, type text, payload text, headers jsonb)`,
      [JSON.stringify(events)],
    );
  }

  /** The events arrive together, and all of them have been handled. */
  async handle(...events: SentEvent[]): Promise<void> {
    await this.arrive(...events);
    await this.caughtUp();
    await eventually(async () => (await this.parked()) === 0);
  }

  /** Waits until the service is not behind. */
  protected async caughtUp(): Promise<void> {
    await eventually(async () => (await this.running.lag()) === 0);
  }

  /** How many messages wait to be tried again. */
  async parked(): Promise<number> {
    return (await this.database.query(`select 1 from ${this.name}.parked`)).length;
  }

  /** What has gone out since the last time it was asked. */
  async events(): Promise<OutgoingEvent[]> {
    await eventually(async () => (await this.database.query(`select 1 from ${this.name}.outbox`)).length === 0);
    const rows = await this.database.query<OutgoingEvent & { position: string }>(
      `select position, type, key, headers->>'ce_mode' as mode, headers->>'ce_emergencyid' as "emergencyId",
         payload as data from bus.log where position > $1 and topic like '${this.name}.%' order by position`,
      [this.seen],
    );
    this.seen = rows.at(-1)?.position ?? this.seen;
    return rows.map(({ position: _, ...event }) => event);
  }

  /** Of a record, oldest first. */
  audit(subject: string): Promise<{ action: string; actor: string | null; reason: string | null; mode: string }[]> {
    return this.database.query(
      `select action, actor_id as actor, reason, mode from ${this.name}.audit_log where subject = $1 order by seq`,
      [subject],
    );
  }

  async post(path: string, body: object, by: Person, key: string = randomUUID()): Promise<LightMyRequestResponse> {
    const headers = { ...(await this.authorization(by)), 'idempotency-key': key };
    return this.running.app.inject({ method: 'POST', url: this.prefix + path, headers, payload: body });
  }

  async get(
    path: string,
    by: Person = person('duty-officer'),
    prefix: string = this.prefix,
  ): Promise<LightMyRequestResponse> {
    return this.running.app.inject({ url: prefix + path, headers: await this.authorization(by) });
  }

  private get prefix(): string {
    return this.running.prefix ?? `/api/${this.name}`;
  }

  private async authorization(by: Person): Promise<{ authorization: string }> {
    return { authorization: `Bearer ${await this.running.issuer.token(by)}` };
  }

  /** While `work` runs, nothing can be written to the table. */
  async without(table: 'outbox' | 'audit_log', work: () => Promise<void>): Promise<void> {
    const { name } = this;
    await this.database.query(`
      create or replace function ${name}.refuses() returns trigger language plpgsql
        as $$ begin raise exception 'no row may be written now'; end $$;
      create trigger refuses before insert on ${name}.${table} for each statement execute function ${name}.refuses()`);
    try {
      await work();
    } finally {
      await this.database.query(`drop trigger refuses on ${name}.${table}`);
    }
  }

  /** All rows that are the service's own, to be compared. */
  async state(): Promise<unknown> {
    return Promise.all(
      this.running.tables.map((table) => this.database.query(`select t::text from ${this.name}.${table} t order by 1`)),
    );
  }

  async clear(): Promise<void> {
    await this.database.query(`truncate ${this.running.tables.map((table) => `${this.name}.${table}`).join(', ')}`);
    await this.events();
  }

  async stop(): Promise<void> {
    await this.running.app.close();
    await this.running.drop();
  }
}

/** Status and code of an answer, to be compared with what was expected. */
export const told = (answer: LightMyRequestResponse): [number, string | undefined] => [
  answer.statusCode,
  answer.body ? (answer.json() as { code?: string }).code : undefined,
];
