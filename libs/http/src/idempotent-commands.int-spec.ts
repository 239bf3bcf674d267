import { Body, Controller, Delete, HttpCode, Module, Post, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, IsOptional, IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { defineRefusals } from '@libs/kernel';
import { createAuditTables, Database, migrate, PersistenceModule, UnitOfWork } from '@libs/persistence';
import { createTestDatabase, TestIssuer, type TestDatabase } from '@libs/testing';
import { createHttpApplication, createIdempotencyTable, NoIdempotencyKey, readHttpConfig } from '.';

const refuse = defineRefusals({
  'sample.full': { kind: 'conflict', text: { en: 'Full.', 'zh-CN': '已满。' } },
});

class Arrival {
  @IsString() name!: string;
  @IsOptional() @IsInt() pauseMs?: number;
  @IsOptional() @IsString() fail?: 'refuse' | 'bug' | 'silent';
  @IsOptional() @IsString() password?: string;
}

@Controller('api/sample/arrivals')
class ArrivalController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  async arrive(@Body() { name, pauseMs = 0, fail }: Arrival, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.unitOfWork.run(async (tx) => {
      await tx.query('insert into sample.arrivals (name) values ($1)', [name]);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (fail === 'refuse') refuse('sample.full', { name });
      if (fail === 'bug') throw new TypeError('boom');
      if (fail !== 'silent') await tx.audit({ action: 'sample.arrived', subject: name });
      reply.header('location', `/arrivals/${name}`);
      return { name, nested: { b: 1, a: [null, 'é'] } };
    });
  }

  @Delete()
  @HttpCode(204)
  async clear(): Promise<void> {
    await this.unitOfWork.run((tx) => tx.audit({ action: 'sample.cleared' }));
  }

  @Post('cap')
  @NoIdempotencyKey()
  cap() {
    return { ok: true };
  }
}

@Module({ imports: [PersistenceModule.forService('sample')], controllers: [ArrivalController] })
class SampleModule {}

class SampleTables1763900000000 {
  name = 'SampleTables1763900000000';
  async up(queryRunner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await queryRunner.query('create table arrivals (name text not null)');
    await createIdempotencyTable(queryRunner);
    await createAuditTables(queryRunner);
  }
  async down(): Promise<void> {}
}

let testDatabase: TestDatabase;
let database: Database;
let app: NestFastifyApplication;
let tokens: string[];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrate(testDatabase.url, [{ schema: 'sample', migrations: [SampleTables1763900000000] }]);
  database = await Database.open({ url: testDatabase.url });
  const issuer = await TestIssuer.start();
  app = await createHttpApplication(
    { module: class Sample {}, imports: [PersistenceModule.forProcess(database), SampleModule] },
    { config: readHttpConfig({}), issuer, logger: false },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  tokens = await Promise.all(['one', 'two'].map((id) => issuer.token({ id, roles: ['duty-officer'] })));
});
afterAll(async () => {
  await app.close();
  await testDatabase.drop();
});
beforeEach(() => database.query('truncate sample.arrivals'));

const arrive = (
  body: object,
  key: string | undefined,
  { token = tokens[0]!, headers = {} }: { token?: string; headers?: Record<string, string> } = {},
) =>
  app.inject({
    method: 'POST',
    url: '/api/sample/arrivals',
    headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers },
    payload: body,
  });
const arrivals = async () =>
  (await database.query<{ name: string }>('select name from sample.arrivals order by name')).map(({ name }) => name);
const audited = async (subject: string) =>
  (await database.query('select 1 from sample.audit_log where subject = $1', [subject])).length;

describe('a command with an idempotency key', () => {
  it('that is sent ten times, some of them at once, has one effect, one audit entry and one answer', async () => {
    const together = await Promise.all(Array.from({ length: 6 }, () => arrive({ name: 'ten', pauseMs: 50 }, 'k-ten')));
    const later = [];
    for (let i = 0; i < 4; i++) later.push(await arrive({ name: 'ten', pauseMs: 50 }, 'k-ten'));

    const answers = [...together, ...later];
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]!.json()).toEqual({ name: 'ten', nested: { b: 1, a: [null, 'é'] } });
    expect(answers.every(({ headers }) => headers.location === '/arrivals/ten')).toBe(true);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(await arrivals()).toEqual(['ten']);
    expect(await audited('ten')).toBe(1);
  });

  it('is told apart by account', async () => {
    await arrive({ name: 'a' }, 'same');
    await arrive({ name: 'b' }, 'same', { token: tokens[1]! });

    expect(await arrivals()).toEqual(['a', 'b']);
  });

  it('that comes with another body is refused', async () => {
    await arrive({ name: 'c' }, 'k-c');
    const answer = await arrive({ name: 'd' }, 'k-c');

    expect([answer.statusCode, answer.json().code]).toEqual([422, 'idempotency.key-reused']);
    expect(await arrivals()).toEqual(['c']);
  });

  it.each(['refuse', 'bug'])(
    'that fails (%s) leaves nothing behind and may be tried again with the same key',
    async (fail) => {
      const failed = await arrive({ name: fail, fail }, `k-${fail}`);
      expect(failed.statusCode).toBe(fail === 'refuse' ? 409 : 500);
      expect(await arrivals()).toEqual([]);

      expect((await arrive({ name: fail }, `k-${fail}`)).statusCode).toBe(201);
    },
  );

  it('waits for the first and does the work itself when the first fails', async () => {
    const [first, second] = await Promise.all([
      arrive({ name: 'w', pauseMs: 200, fail: 'refuse' }, 'k-w'),
      new Promise((resolve) => setTimeout(resolve, 50)).then(() => arrive({ name: 'w' }, 'k-w')),
    ]);

    expect([first.statusCode, second.statusCode]).toEqual([409, 201]);
    expect(await arrivals()).toEqual(['w']);
  });

  it('that would complete without an audit entry is a fault of ours and has no effect', async () => {
    expect((await arrive({ name: 'silent', fail: 'silent' }, 'k-silent')).statusCode).toBe(500);
    expect(await arrivals()).toEqual([]);
  });

  it('that answers nothing answers nothing again', async () => {
    const clear = () =>
      app.inject({
        method: 'DELETE',
        url: '/api/sample/arrivals',
        headers: { authorization: `Bearer ${tokens[0]}`, 'idempotency-key': 'k-clear' },
      });

    const [first, second] = [await clear(), await clear()];
    expect([first.statusCode, first.body, second.statusCode, second.body]).toEqual([204, '', 204, '']);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('keeps nothing from which a password could be guessed', async () => {
    await arrive({ name: 'p', password: 'one' }, 'k-p');
    await arrive({ name: 'p', password: 'two' }, 'k-q');
    const rows = await database.query<{ hash: string }>(
      "select encode(request_hash, 'hex') as hash from sample.idempotency_keys where key in ('k-p', 'k-q')",
    );

    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(1);
  });
});

describe('a refusal', () => {
  const refusals = async (route: string, code: string) =>
    database.query<{ actor_id: string }>(
      "select actor_id from sample.audit_log where action = 'request.refused' and details->>'route' = $1 and details->>'code' = $2",
      [route, code],
    );

  it('of a command is in the audit log with the account, even when the body could not be read', async () => {
    await arrive({ name: 1 }, 'k-1');
    await app.inject({
      method: 'POST',
      url: '/api/sample/arrivals',
      headers: { authorization: `Bearer ${tokens[1]}`, 'content-type': 'application/json' },
      payload: '{"name":"a","name":"b"}',
    });

    expect(await refusals('/api/sample/arrivals', 'request.invalid')).toEqual([{ actor_id: 'one' }]);
    expect(await refusals('/api/sample/arrivals', 'json.duplicate-key')).toEqual([{ actor_id: 'two' }]);
  });

  it('of a stranger is not, so that strangers cannot fill the log', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/sample/arrivals', payload: {} });

    expect(answer.statusCode).toBe(401);
    expect(await refusals('/api/sample/arrivals', 'auth.required')).toEqual([]);
  });
});

describe('a command', () => {
  it('without a key is refused', async () => {
    const answer = await arrive({ name: 'x' }, undefined);

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency.key-required']);
  });

  it('that has an identity of its own needs none', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/sample/arrivals/cap',
      headers: { authorization: `Bearer ${tokens[0]}` },
    });

    expect(answer.statusCode).toBe(201);
  });
});
