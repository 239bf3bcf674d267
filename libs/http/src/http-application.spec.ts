import { connect } from 'node:net';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateNested } from 'class-validator';
import { defineRefusals } from '@libs/kernel';
import { currentContext } from '@libs/observability';
import { TestIssuer } from '@libs/testing';
import {
  AcceptsBody,
  createHttpApplication,
  CurrentAccount,
  NoIdempotencyKey,
  Public,
  readHttpConfig,
  requireDivision,
  Roles,
  type Account,
} from '.';

const refuse = defineRefusals({
  'mission.not-open': { kind: 'conflict', text: { en: 'Mission {id} is closed.', 'zh-CN': '任务 {id} 已关闭。' } },
});

class Position {
  @IsInt() @Min(-90) @Max(90) latitude!: number;
}

class Report {
  @IsString() @Length(1, 20) name!: string;
  @IsIn(['small', 'large']) size!: string;
  @IsOptional() @ValidateNested() @Type(() => Position) position?: Position;
  @IsOptional() @IsString() @Length(12, 200) password?: string;
}

class Search {
  @IsOptional() @IsIn(['open', 'closed']) status?: string;
}

class Path {
  @IsUUID() id!: string;
}

@NoIdempotencyKey()
@Controller('api/sample')
class SampleController {
  @Post('reports') @HttpCode(200) report(@Body() body: Report) {
    return body;
  }
  @Post('cap') @HttpCode(202) @AcceptsBody({ types: ['application/cap+xml', 'application/xml'], limit: 1_000 }) cap(
    @Body() body: Buffer,
  ) {
    return { bytes: body.length };
  }
  @Get('reports') search(@Query() query: Search) {
    return query;
  }
  @Get('reports/:id') one(@Param() { id }: Path) {
    return { id };
  }
  @Get('me') me(@CurrentAccount() account: Account) {
    return { account, context: currentContext() };
  }
  @Post('decide') @HttpCode(200) @Roles('commander', 'duty-leader') decide() {
    return currentContext();
  }
  @Get('divisions/:code') division(@Param('code') code: string, @CurrentAccount() account: Account) {
    requireDivision(account, code);
    return {};
  }
  @Get('refused') refused() {
    refuse('mission.not-open', { id: 'M-1' });
  }
  @Get('bug') bug() {
    throw new Error('select password from accounts');
  }
  @Get('outage') outage() {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  }
  @Get('open') @Public() open() {
    return { open: true };
  }
}

@Controller('health')
class HealthController {
  @Get('live') live() {
    return { live: true };
  }
  @Get('secret') secret() {
    return {};
  }
}

@Module({ controllers: [SampleController, HealthController] })
class SampleModule {}

let app: NestFastifyApplication;
let issuer: TestIssuer;
let bearer: string;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  const config = readHttpConfig({ HTTP_REQUEST_TIMEOUT_MS: '500', HTTP_BODY_LIMIT: '2000' });
  app = await createHttpApplication(SampleModule, { config, issuer, logger: false });
  await app.listen(0, '127.0.0.1');
  bearer = `Bearer ${await issuer.token({ id: 'a-1', name: '张三', roles: ['duty-officer'], division: '621000' })}`;
});

afterAll(() => app.close());

type Headers = Record<string, string>;
const send = (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  { headers = {}, body }: { headers?: Headers; body?: string | Buffer } = {},
) => app.inject({ method, url, headers: { authorization: bearer, ...headers }, payload: body });
const post = (body: string | Buffer, headers: Headers = {}) =>
  send('POST', '/api/sample/reports', { headers: { 'content-type': 'application/json', ...headers }, body });

const good = JSON.stringify({ name: '滑坡', size: 'small' });

describe('an answer that says no', () => {
  it('is a problem with type, title, status, detail, code, instance and correlation id', async () => {
    const answer = await send('GET', '/api/sample/refused?name=secret', { headers: { 'x-correlation-id': 'drill-7' } });

    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'urn:fenghuo:problem:mission.not-open',
      title: 'In conflict with the present state',
      status: 409,
      detail: 'Mission M-1 is closed.',
      code: 'mission.not-open',
      instance: '/api/sample/refused',
      correlationId: 'drill-7',
      facts: { id: 'M-1' },
    });
  });

  it('is in Chinese for a client that prefers Chinese', async () => {
    const answer = await send('GET', '/api/sample/refused', {
      headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' },
    });

    expect(answer.json()).toMatchObject({ title: '与当前状态冲突', detail: '任务 M-1 已关闭。' });
  });

  it('never shows a stack or the words of an unknown error', async () => {
    const answer = await send('GET', '/api/sample/bug');

    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal', correlationId: answer.headers['x-correlation-id'] });
    expect(answer.body).not.toMatch(/select|\.ts|at /);
  });

  it('tells an outage of the database from a bug, and when to come back', async () => {
    const answer = await send('GET', '/api/sample/outage');

    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json().code).toBe('unavailable');
  });

  it('is a problem where fastify refuses before Nest: unknown address, wrong method, bad path', async () => {
    const unknown = await send('GET', '/api/nowhere');
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'route.not-found']);

    const wrongMethod = await send('PUT', '/api/sample/reports');
    expect([wrongMethod.statusCode, wrongMethod.json().code]).toEqual([405, 'method.not-allowed']);
    expect(wrongMethod.headers.allow).toBe('GET, HEAD, POST');

    const badPath = await send('GET', '/api/sample/%zz');
    expect([badPath.statusCode, badPath.json().code]).toEqual([400, 'request.malformed']);

    const tooLong = await send('GET', `/api/sample/reports/${'x'.repeat(500)}`);
    expect([tooLong.statusCode, tooLong.json().code]).toEqual([414, 'request.path-too-long']);
  });
});

describe('a body', () => {
  it('that is good reaches the handler', async () => {
    const answer = await post(good, { 'content-type': 'application/json; charset=utf-8' });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(JSON.parse(good));
  });

  it.each([
    ['text/plain', good],
    ['application/xml', '<a/>'],
    ['application/x-www-form-urlencoded', 'name=a'],
    ['multipart/form-data; boundary=x', 'x'],
  ])('of the type %s is refused with 415 and told what is accepted', async (type, body) => {
    const answer = await post(body, { 'content-type': type });

    expect(answer.statusCode).toBe(415);
    expect(answer.headers.accept).toBe('application/json');
    expect(answer.json()).toMatchObject({ code: 'media-type.unsupported', facts: { accepted: 'application/json' } });
  });

  it('without a type is refused with 415', async () => {
    expect((await send('POST', '/api/sample/reports', { body: Buffer.from(good) })).statusCode).toBe(415);
  });

  it('that is compressed is refused with 415 and never unpacked', async () => {
    const answer = await post(good, { 'content-encoding': 'gzip' });

    expect([answer.statusCode, answer.json().code]).toEqual([415, 'content-encoding.unsupported']);
    expect(answer.headers['accept-encoding']).toBe('identity');
  });

  it('that is too large is refused with 413 and told the limit, of the application or of the route', async () => {
    const large = await post(`{"name":"${'x'.repeat(3_000)}"}`);
    expect(large.statusCode).toBe(413);
    expect(large.json()).toMatchObject({ code: 'body.too-large', facts: { accepted: '2 kB' } });

    const cap = (bytes: number) =>
      send('POST', '/api/sample/cap', {
        headers: { 'content-type': 'application/cap+xml' },
        body: Buffer.alloc(bytes, 97),
      });
    expect((await cap(1_000)).json()).toEqual({ bytes: 1_000 });
    expect((await cap(1_001)).statusCode).toBe(413);
  });

  it.each([
    ['{"name":"a","name":"b"}', 'json.duplicate-key', '/name'],
    ['{"__proto__":{"x":1}}', 'json.forbidden-key', '/__proto__'],
    ['{"name":1e400}', 'json.number-out-of-range', '/name'],
    ['{"name":9007199254740993}', 'json.number-out-of-range', '/name'],
  ])('%s is refused with %s, naming %s', async (body, code, pointer) => {
    const answer = await post(body);

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code, errors: [{ pointer, code }] });
  });

  it('that is nested deeply or malformed is refused with 400', async () => {
    expect((await post('['.repeat(1_900))).json().code).toBe('json.too-deep');
    expect((await post('{"name":')).json()).toMatchObject({ status: 400, code: 'json.malformed', facts: { line: 1 } });
  });

  it.each(['', '[]', '"text"', 'null'])('%j is not the object that the route needs', async (body) => {
    const answer = await post(body);

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'body.required']);
  });

  it('with unacceptable fields is refused, each with its pointer, what was found and what would be accepted', async () => {
    const answer = await post(
      JSON.stringify({ size: 'huge', position: { latitude: 91, longitude: 1 }, colour: 'red', password: 'short' }),
    );

    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe('request.invalid');
    expect(answer.json().errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/name', code: 'field.required', accepted: '1 to 20 characters; text' }),
        expect.objectContaining({
          pointer: '/size',
          code: 'field.not-acceptable',
          found: 'huge',
          accepted: 'one of small, large',
        }),
        expect.objectContaining({
          pointer: '/position/latitude',
          found: 91,
          accepted: 'at most 90',
          detail: '/position/latitude: at most 90',
        }),
        expect.objectContaining({
          pointer: '/position/longitude',
          code: 'field.unknown',
          accepted: 'no such field; known: latitude',
        }),
        expect.objectContaining({ pointer: '/colour', code: 'field.unknown' }),
      ]),
    );
    expect(answer.body).not.toContain('short');
  });

  it('says in Chinese what would be accepted', async () => {
    const answer = await post(JSON.stringify({ name: '', size: 'small' }), { 'accept-language': 'zh' });

    expect(answer.json().errors).toEqual([
      {
        pointer: '/name',
        code: 'field.not-acceptable',
        found: '',
        accepted: '1 至 20 个字符',
        detail: '/name：1 至 20 个字符',
      },
    ]);
  });

  it('is not the only thing that is checked: parameters are named too', async () => {
    expect((await send('GET', '/api/sample/reports?status=lost')).json().errors).toEqual([
      expect.objectContaining({ parameter: 'status', found: 'lost', accepted: 'one of open, closed' }),
    ]);
    expect((await send('GET', '/api/sample/reports?stat=open')).json().errors).toEqual([
      expect.objectContaining({ parameter: 'stat', code: 'field.unknown' }),
    ]);
    expect((await send('GET', '/api/sample/reports/17')).json().errors).toEqual([
      expect.objectContaining({ parameter: 'id', found: '17', accepted: 'a UUID' }),
    ]);
  });
});

describe('the context of a request', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

  it('carries the correlation id, the trace and the account to the handler, past the body', async () => {
    const token = await issuer.token({ id: 'c-1', roles: ['commander'] });
    const answer = await send('POST', '/api/sample/decide', {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-correlation-id': 'flood-2021',
        traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      },
      body: '{}',
    });

    expect(answer.json()).toMatchObject({ correlationId: 'flood-2021', actor: { id: 'c-1', roles: ['commander'] } });
    expect(answer.json().traceparent).toMatch(new RegExp(`^00-${TRACE}-`));
    expect(answer.headers['x-correlation-id']).toBe('flood-2021');
  });

  it.each(['with space', 'x'.repeat(129), '编号'])('takes a new correlation id instead of %j', async (given) => {
    const answer = await send('GET', '/api/sample/open', { headers: { 'x-correlation-id': given } });

    expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('who may come in', () => {
  const get = (url: string, headers: Headers) => app.inject({ method: 'GET', url, headers });
  const codeFor = async (authorization: string) => {
    const answer = await get('/api/sample/me', { authorization });
    return [answer.statusCode, answer.json().code];
  };

  it('nobody without a token, except on a public route', async () => {
    const refused = await get('/api/sample/me', {});
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('Bearer');
    expect(refused.json().code).toBe('auth.required');

    expect((await get('/api/sample/open', {})).statusCode).toBe(200);
    expect((await get('/health/live', {})).statusCode).toBe(200);
    expect((await get('/health/secret', {})).statusCode).toBe(401);
  });

  it('an account with a good token, in the header or in the cookie', async () => {
    const token = bearer.replace('Bearer ', '');
    const expected = { id: 'a-1', name: '张三', roles: ['duty-officer'], division: '621000' };

    expect((await get('/api/sample/me', { authorization: bearer })).json().account).toMatchObject(expected);
    expect((await get('/api/sample/me', { cookie: `fenghuo_session=${token}` })).json().account).toMatchObject(
      expected,
    );
  });

  it('nobody with a token that is expired, not yet valid, of another issuer or audience, or without times', async () => {
    const token = (claims: Record<string, unknown>) => issuer.token({ roles: ['auditor'] }, { claims });
    const now = Math.floor(Date.now() / 1000);

    expect(await codeFor(`Bearer ${await token({ exp: now - 60 })}`)).toEqual([401, 'auth.expired-token']);
    for (const claims of [
      { nbf: now + 60 },
      { iss: 'elsewhere' },
      { aud: 'elsewhere' },
      { exp: undefined },
      { sub: undefined },
      { roles: 'auditor' },
    ]) {
      expect(await codeFor(`Bearer ${await token(claims)}`)).toEqual([401, 'auth.invalid-token']);
    }
  });

  it('nobody with a token that is unsigned, signed by another key or changed', async () => {
    const foreign = await (await TestIssuer.start()).token({ roles: ['commander'] });
    const [header, payload, signature] = bearer.replace('Bearer ', '').split('.') as [string, string, string];
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;

    for (const token of [
      foreign,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ alg: 'HS256' })}.${payload}.${signature}`,
      `${header}.${encode({ ...claims, roles: ['administrator'] })}.${signature}`,
      'garbage',
    ]) {
      expect(await codeFor(`Bearer ${token}`)).toEqual([401, 'auth.invalid-token']);
    }
    expect(await codeFor('Basic YTpi')).toEqual([401, 'auth.invalid-token']);
  });

  it('nobody with a token that is replayed after its session ended', async () => {
    const token = `Bearer ${await issuer.token({ roles: ['auditor'], sessionId: 's-9' })}`;
    expect((await codeFor(token))[0]).toBe(200);

    issuer.end('s-9');

    expect(await codeFor(token)).toEqual([401, 'auth.revoked-token']);
  });

  it('only the roles that the route names', async () => {
    const answer = await send('POST', '/api/sample/decide');

    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'auth.role-required', facts: { accepted: 'commander, duty-leader' } });
  });

  it('only within the own division and below', async () => {
    expect((await send('GET', '/api/sample/divisions/621021')).statusCode).toBe(200);
    const outside = await send('GET', '/api/sample/divisions/620100');
    expect([outside.statusCode, outside.json().code]).toEqual([403, 'account.outside-division']);
  });

  it('no page of another origin with a command', async () => {
    const headers = { 'content-type': 'application/json' };
    const from = async (more: Headers) => (await post(good, { ...headers, ...more })).statusCode;

    expect(await from({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'https://evil.example', host: 'fenghuo.example' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await from({ origin: 'http://fenghuo.example', host: 'fenghuo.example' })).toBe(200);
  });
});

describe('the headers of every answer', () => {
  it('keep browsers from guessing, framing and caching, and name no software', async () => {
    const { headers } = await send('GET', '/api/nowhere');

    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(headers.server ?? headers['x-powered-by']).toBeUndefined();
  });
});

describe('a sender on the wire', () => {
  const talk = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = app.getHttpServer().address() as { port: number };
      let received = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });

  it('that is too slow is cut with 408', async () => {
    const answer = await talk(
      `POST /api/sample/reports HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"na`,
    );

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('"code":"request.timeout"');
  });

  it('that does not speak HTTP gets a problem', async () => {
    const answer = await talk('HELLO\r\n\r\n');

    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('application/problem+json');
  });

  it('that injects a line into a header is refused', async () => {
    expect(
      await talk('GET /api/sample/open HTTP/1.1\r\nhost: x\r\nx-correlation-id: a\rset-cookie: b\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 400 /);
  });

  it('that sends headers without end gets 431', async () => {
    expect(await talk(`GET /api/sample/open HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
  });
});
