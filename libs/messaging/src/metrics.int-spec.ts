import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { defineEvent, defineTopic, type EventData } from '@libs/events';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule, UnitOfWork } from '@libs/persistence';
import { createTestDatabase, eventually, TestIssuer, type TestDatabase } from '@libs/testing';
import {
  connectConsumers,
  Consumer,
  Consumes,
  eventLogSchema,
  MessagingModule,
  Outbox,
  readMessagingConfig,
  ServiceFoundation1763800000000,
} from '.';

const CallMade = defineEvent({
  type: 'sample.call-made.v1',
  topic: defineTopic({ name: 'sample.call', partitions: 1, retention: 'facts', sentence: 'Calls of this test.' }),
  key: (data) => data.id,
  schema: z.object({ id: z.string(), fate: z.enum(['fine', 'fails', 'held']) }),
  sentence: { en: 'A call was made.', 'zh-CN': '已呼叫。' },
  examples: [{ id: '1', fate: 'fine' as const }],
});
type Call = EventData<typeof CallMade>;

let letGo = (): void => undefined;
const held = new Promise<void>((resolve) => (letGo = resolve));

@Consumer('sample')
class CallConsumer {
  @Consumes(CallMade)
  async note({ fate }: Call): Promise<void> {
    if (fate === 'fails') throw new Error('no line');
    if (fate === 'held') await held;
  }
}

@Module({
  imports: [PersistenceModule.forService('sample'), MessagingModule.forService('sample')],
  controllers: [CallConsumer],
})
class SampleModule {}

let testDatabase: TestDatabase;
let database: Database;
let app: NestFastifyApplication;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrate(testDatabase.url, [eventLogSchema, { schema: 'sample', migrations: [ServiceFoundation1763800000000] }]);
  database = await Database.open({ url: testDatabase.url });
  app = await createHttpApplication(
    {
      module: class MetricsOfTest {},
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess({ ...readMessagingConfig({}), maxAttempts: 2 }),
        SampleModule,
      ],
    },
    { config: readHttpConfig({}), logger: false, issuer: await TestIssuer.start() },
  );
  connectConsumers(app);
  await app.startAllMicroservices();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  letGo();
  await app.close();
  await testDatabase.drop();
});

const publish = (...calls: Call[]) =>
  new UnitOfWork(database, 'sample').run(async (tx) => {
    const outbox = app.select(SampleModule).get(Outbox, { strict: false });
    for (const call of calls) await outbox.add(tx, CallMade, call, { mode: 'test' });
  });

/** The values of a metric, by its labels as they are written. */
async function metric(name: string): Promise<Record<string, number>> {
  const { statusCode, body } = await app.inject({ url: '/metrics' });
  expect(statusCode).toBe(200);
  const lines = [...body.matchAll(new RegExp(`^fenghuo_${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))];
  return Object.fromEntries(lines.map(([, labels = '', value]) => [labels, Number(value)]));
}

describe('/metrics tells an operator', () => {
  it('how long handlers take, and what became of messages', async () => {
    await publish({ id: 'a', fate: 'fine' }, { id: 'b', fate: 'fine' });

    await eventually(async () =>
      expect(await metric('handler_seconds_count')).toEqual({
        'consumer="sample",type="sample.call-made.v1"': 2,
      }),
    );
    expect(await metric('messages_total')).toMatchObject({ 'consumer="sample",outcome="handled"': 2 });
  });

  it('the age of the oldest event that has not gone out', async () => {
    const session = await database.session();
    try {
      // As a transport that does not move.
      await session.query(`select pg_advisory_lock(hashtextextended('bus.log', 0))`);
      await publish({ id: 'c', fate: 'fine' });
      await eventually(async () =>
        expect((await metric('outbox_oldest_seconds'))['service="sample"']).toBeGreaterThan(0.3),
      );
    } finally {
      await session.end();
    }

    await eventually(async () => expect(await metric('outbox_oldest_seconds')).toEqual({ 'service="sample"': 0 }));
  });

  it('keys that wait, for how long, and messages that need a person', async () => {
    await publish({ id: 'd', fate: 'fails' }, { id: 'd', fate: 'fine' }, { id: 'e', fate: 'fails' });

    await eventually(async () => expect(await metric('dead_letters')).toEqual({ 'consumer="sample"': 2 }));
    expect(await metric('parked_keys')).toEqual({ 'consumer="sample"': 2 });
    expect((await metric('parked_oldest_seconds'))['consumer="sample"']).toBeGreaterThan(0);

    await database.query('delete from sample.parked');
    expect([await metric('dead_letters'), await metric('parked_keys')]).toEqual([{}, {}]);
  });

  it('how far consumers are behind', async () => {
    await publish({ id: 'f', fate: 'held' }, { id: 'f', fate: 'fine' }, { id: 'g', fate: 'held' });
    await eventually(async () => expect((await metric('consumer_lag'))['consumer="sample"']).toBeGreaterThan(0));
    letGo();

    await eventually(async () => expect(await metric('consumer_lag')).toEqual({ 'consumer="sample"': 0 }));
  });

  it('how HTTP answers, by route and never by address', async () => {
    const id = '0198f7a0-0000-7000-8000-000000000000';
    await app.inject({ url: `/api/sample/dead-letters/sample/${id}` });
    await app.inject({ url: '/nothing/here' });

    await eventually(async () =>
      expect(await metric('http_request_duration_seconds_count')).toMatchObject({
        'method="GET",route="/api/sample/dead-letters/:consumer/:id",status="401"': 1,
        'method="GET",route="none",status="404"': 1,
      }),
    );
    expect((await app.inject({ url: '/metrics' })).body).not.toContain(id);
  });
});
