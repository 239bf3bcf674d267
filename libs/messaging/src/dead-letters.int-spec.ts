import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { newId } from '@libs/kernel';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { createTestDatabase, TestIssuer, type TestDatabase } from '@libs/testing';
import { eventLogSchema, MessagingModule, readMessagingConfig, ServiceFoundation1763800000000 } from '.';

const SERVICE = 'sample';
const CONSUMER = 'sample.board.v1';

let testDatabase: TestDatabase;
let database: Database;
let app: NestFastifyApplication;
let issuer: TestIssuer;

@Module({ imports: [PersistenceModule.forService(SERVICE), MessagingModule.forService(SERVICE)] })
class SampleModule {}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrate(testDatabase.url, [eventLogSchema, { schema: SERVICE, migrations: [ServiceFoundation1763800000000] }]);
  database = await Database.open({ url: testDatabase.url });
  issuer = await TestIssuer.start();
  app = await createHttpApplication(
    {
      module: class DeadLettersOfTest {},
      imports: [
        PersistenceModule.forProcess(database),
        ObservabilityModule,
        MessagingModule.forProcess(readMessagingConfig({})),
        SampleModule,
      ],
    },
    { config: readHttpConfig({}), logger: false, issuer },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await testDatabase.drop();
});
beforeEach(() => database.query('truncate sample.parked, sample.inbox'));

async function request(
  method: 'GET' | 'POST',
  path: string,
  { role = 'administrator', body }: { role?: string; body?: object } = {},
) {
  const token = await issuer.token({ roles: [role], id: `the-${role}` });
  const answer = await app.inject({
    method,
    url: `/api/${SERVICE}/dead-letters${path}`,
    headers: { authorization: `Bearer ${token}`, ...(method === 'POST' ? { 'idempotency-key': newId() } : {}) },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, json: answer.body ? answer.json() : undefined };
}

const SECRET = '张三 13800000000';
/** Parks a message as a failed delivery does. @returns the event's id. */
async function park({ key = 'k', state = 'dead', consumer = CONSUMER, topic = 'sample.thing' } = {}): Promise<string> {
  const id = newId();
  await database.query(
    `insert into sample.parked (consumer, topic, key, event_id, type, event, attempts, state, last_error, next_at)
     values ($1, $2, $3, $4, 'sample.thing-made.v1', $5, 12, $6, 'Error: no such shelter', now() + interval '5 minutes')`,
    [
      consumer,
      topic,
      key,
      id,
      JSON.stringify({ topic, key, payload: { name: SECRET }, headers: { ce_id: id } }),
      state,
    ],
  );
  return id;
}
const parked = async (id: string) =>
  (
    await database.query('select state, attempts, next_at <= now() as due from sample.parked where event_id = $1', [id])
  )[0];
const audited = (subject: string) =>
  database.query(
    `select action, actor_id, reason, details from sample.audit_log
     where subject = $1 and action <> 'request.refused' order by seq`,
    [subject],
  );
const idsOf = (answer: { json: { items: { id: string }[] } }) => answer.json.items.map(({ id }) => id);
const because = { body: { reason: 'the shelter has been registered' } };

describe('the list of dead letters', () => {
  it('shows what failed, why, how often, and how many wait behind it, without the message', async () => {
    const id = await park();
    await park({ state: 'waiting' });
    await park({ state: 'waiting' });
    await park({ key: 'other', state: 'waiting' });

    const answer = await request('GET', '?filter[state]=dead');
    expect(answer.status).toBe(200);
    expect(answer.json.items).toEqual([
      {
        id,
        consumer: CONSUMER,
        topic: 'sample.thing',
        key: 'k',
        type: 'sample.thing-made.v1',
        state: 'dead',
        attempts: 12,
        nextAt: expect.any(String),
        parkedAt: expect.any(String),
        error: 'Error: no such shelter',
        behind: 2,
      },
    ]);
    expect(JSON.stringify(answer.json)).not.toContain('张三');
  });

  it('is filtered by state, consumer, topic and key', async () => {
    const dead = await park();
    const waiting = await park({ key: 'w', state: 'waiting' });
    const elsewhere = await park({ consumer: 'sample', topic: 'sample.other' });

    expect(idsOf(await request('GET', '?filter[state]=waiting'))).toEqual([waiting]);
    expect(idsOf(await request('GET', '?filter[consumer]=sample'))).toEqual([elsewhere]);
    expect(idsOf(await request('GET', '?filter[topic]=sample.other'))).toEqual([elsewhere]);
    expect(idsOf(await request('GET', '?filter[key]=w'))).toEqual([waiting]);
    expect(idsOf(await request('GET', `?filter[consumer]=${CONSUMER}&filter[state]=dead`))).toEqual([dead]);
    expect((await request('GET', '?filter[state]=lost')).status).toBe(400);
  });

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const ids = [];
    for (let i = 0; i < 7; i++) ids.push(await park({ key: `k${i}` }));
    const seen: string[] = [];
    let cursor = '';
    let pages = 0;
    while (pages++ < 10) {
      const { json } = await request('GET', `?limit=3${cursor}`);
      seen.push(...json.items.map(({ id }: { id: string }) => id));
      if (!json.next) break;
      cursor = `&cursor=${encodeURIComponent(json.next)}`;
    }

    expect(pages).toBe(3);
    expect([...seen].sort()).toEqual([...ids].sort());
  });
});

describe('one dead letter', () => {
  it('is read with its message, and that it was read is in the audit log', async () => {
    const id = await park();

    const { status, json } = await request('GET', `/${CONSUMER}/${id}`, { role: 'auditor' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id, message: { payload: { name: SECRET }, headers: { ce_id: id } } });
    expect(await audited(id)).toEqual([
      { action: 'dead-letter.read', actor_id: 'the-auditor', reason: null, details: { consumer: CONSUMER } },
    ]);
  });

  it('that nobody has, or that is another consumer’s, is not found', async () => {
    const id = await park();

    for (const path of [`/${CONSUMER}/${newId()}`, `/sample/${id}`]) {
      const { status, json } = await request('GET', path);
      expect([status, json.code]).toEqual([404, 'dead-letter.not-found']);
    }
    expect((await request('GET', `/${CONSUMER}/7`)).status).toBe(400);
  });

  it('is tried again under its own id, at once and from the first attempt, with the reason in the audit log', async () => {
    const id = await park();

    expect((await request('POST', `/${CONSUMER}/${id}/retry`, because)).status).toBe(204);
    expect(await parked(id)).toEqual({ state: 'waiting', attempts: 0, due: true });
    expect(await audited(id)).toEqual([
      {
        action: 'dead-letter.retried',
        actor_id: 'the-administrator',
        reason: because.body.reason,
        details: { consumer: CONSUMER },
      },
    ]);
  });

  it('is dropped with the reason in its inbox row and in the audit log, so that a second delivery does not run', async () => {
    const id = await park();

    expect((await request('POST', `/${CONSUMER}/${id}/drop`, because)).status).toBe(204);
    expect(await parked(id)).toBeUndefined();
    expect(await database.query('select consumer, event_id, outcome from sample.inbox')).toEqual([
      { consumer: CONSUMER, event_id: id, outcome: `dropped: ${because.body.reason}` },
    ]);
    expect(await audited(id)).toMatchObject([{ action: 'dead-letter.dropped', reason: because.body.reason }]);
    expect((await request('POST', `/${CONSUMER}/${id}/drop`, because)).status).toBe(404);
  });

  it.each(['retry', 'drop'])(
    'that still waits for its turn is refused (%s), and so is one without a reason',
    async (what) => {
      const waiting = await park({ state: 'waiting' });
      const { status, json } = await request('POST', `/${CONSUMER}/${waiting}/${what}`, because);
      expect([status, json.code]).toEqual([409, 'dead-letter.not-dead']);

      const dead = await park({ key: 'other' });
      for (const body of [{}, { reason: '' }, { reason: 7 }, { reason: 'x'.repeat(1001) }])
        expect((await request('POST', `/${CONSUMER}/${dead}/${what}`, { body })).status).toBe(400);
      expect([await parked(waiting), await parked(dead)]).toMatchObject([
        { state: 'waiting', attempts: 12 },
        { state: 'dead', attempts: 12 },
      ]);
      expect([...(await audited(waiting)), ...(await audited(dead))]).toEqual([]);
    },
  );

  it('is dropped once when two administrators do it at once', async () => {
    const id = await park();
    const answers = await Promise.all([1, 2, 3].map(() => request('POST', `/${CONSUMER}/${id}/drop`, because)));

    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect(await audited(id)).toHaveLength(1);
  });
});

describe('dead letters are for those whose work they are', () => {
  const READERS = ['administrator', 'duty-leader', 'auditor'];
  const ROLES = [
    ...READERS,
    'feed',
    'duty-officer',
    'commander',
    'dispatcher',
    'team-leader',
    'messenger',
    'registry-clerk',
  ];

  it.each(ROLES)('%s', async (role) => {
    const id = await park();
    const status = async (method: 'GET' | 'POST', path: string) =>
      (await request(method, path, { role, ...(method === 'POST' ? because : {}) })).status;

    expect(await status('GET', '')).toBe(READERS.includes(role) ? 200 : 403);
    expect(await status('GET', `/${CONSUMER}/${id}`)).toBe(['administrator', 'auditor'].includes(role) ? 200 : 403);
    expect(await status('POST', `/${CONSUMER}/${id}/retry`)).toBe(role === 'administrator' ? 204 : 403);
    await database.query(`update sample.parked set state = 'dead'`);
    expect(await status('POST', `/${CONSUMER}/${id}/drop`)).toBe(role === 'administrator' ? 204 : 403);
  });

  it('nobody unauthenticated', async () => {
    const id = await park();
    const answers = [
      await app.inject({ url: `/api/${SERVICE}/dead-letters` }),
      await app.inject({
        method: 'POST',
        url: `/api/${SERVICE}/dead-letters/${CONSUMER}/${id}/drop`,
        payload: because.body,
      }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401]);
    expect(await parked(id)).toMatchObject({ state: 'dead' });
  });
});
