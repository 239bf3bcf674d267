import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LightMyRequestResponse } from 'fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { CLOCK, systemClock, type Clock } from '@libs/kernel';
import { eventLogSchema, MessagingModule } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { createTestDatabase, eventually, TestIssuer } from '@libs/testing';
import { AlertingModule } from '../../apps/alerting/src/alerting.module';
import { ALERTING_SCHEMA } from '../../apps/alerting/src/persistence/schema';

/** An event as it lies in the log. */
export interface OutgoingEvent {
  type: string;
  key: string;
  mode: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events of every type
  data: any;
}

/** Alerting on a database of its own, spoken to over HTTP; its events go into the in-process log. */
export interface AlertingInTest {
  app: NestFastifyApplication;
  database: Database;
  /** Hands a document in as a feed, or as the account given. */
  post(
    document: string | Buffer,
    options?: { headers?: Record<string, string>; roles?: string[] },
  ): Promise<LightMyRequestResponse>;
  /** Sends a command as the duty officer of Qingyang, or as the account given. */
  command(
    method: 'POST' | 'PATCH',
    url: string,
    body: object,
    options?: { roles?: string[]; division?: string; key?: string; headers?: Record<string, string> },
  ): Promise<LightMyRequestResponse>;
  get(url: string, roles?: string[]): Promise<LightMyRequestResponse>;
  /** The account that these roles post and ask with. */
  accountOf(roles: string[]): Promise<string>;
  /** What has gone out since the last time it was asked. */
  events(): Promise<OutgoingEvent[]>;
  /** Another process on the same database. */
  neighbour(clock?: Clock): Promise<AlertingInTest>;
  stop(): Promise<void>;
}

/** @param clock that it goes by, instead of the machine's. */
export async function startAlerting(clock: Clock = systemClock): Promise<AlertingInTest> {
  const { url, drop } = await createTestDatabase();
  await migrate(url, [eventLogSchema, ALERTING_SCHEMA]);
  return startOn(url, drop, clock);
}

async function startOn(url: string, drop: () => Promise<void>, clock: Clock): Promise<AlertingInTest> {
  const database = await Database.open({ url });
  const issuer = await TestIssuer.start();
  const app = await createHttpApplication(
    {
      module: class AlertingOfTest {},
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess(),
        { module: AlertingModule, providers: [{ provide: CLOCK, useValue: clock }] },
      ],
    },
    { config: readHttpConfig({}), logger: false, issuer },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const accounts = new Map<string, string>();
  const accountOf = (roles: string[], division = '621000') => {
    const who = [...roles, division].join();
    const id = accounts.get(who) ?? randomUUID();
    accounts.set(who, id);
    return id;
  };
  const tokenOf = async (roles: string[], division = '621000') => {
    return { authorization: `Bearer ${await issuer.token({ roles, id: accountOf(roles, division), division })}` };
  };
  let seen = '0';
  return {
    app,
    database,
    post: async (document, { headers = {}, roles = ['feed'] } = {}) =>
      app.inject({
        method: 'POST',
        url: '/api/alerting/cap',
        headers: { 'content-type': 'application/cap+xml', ...(await tokenOf(roles)), ...headers },
        payload: document,
      }),
    accountOf: async (roles) => accountOf(roles),
    command: async (method, url, body, { roles = ['duty-officer'], division, key = randomUUID(), headers = {} } = {}) =>
      app.inject({
        method,
        url,
        headers: { 'idempotency-key': key, ...(await tokenOf(roles, division)), ...headers },
        payload: body,
      }),
    get: async (address, roles = ['duty-officer']) => app.inject({ url: address, headers: await tokenOf(roles) }),
    events: async () => {
      await eventually(async () => (await database.query('select 1 from alerting.outbox limit 1')).length === 0);
      const rows = await database.query<{ position: string; type: string; key: string; mode: string; data: unknown }>(
        `select position, type, key, headers->>'ce_mode' as mode, payload as data from bus.log
         where position > $1 order by position`,
        [seen],
      );
      seen = rows.at(-1)?.position ?? seen;
      return rows.map(({ position: _, ...event }) => event);
    },
    neighbour: (itsClock = clock) => startOn(url, async () => undefined, itsClock),
    stop: async () => {
      await app.close();
      await drop();
    },
  };
}
