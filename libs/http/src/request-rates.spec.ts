import { Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ObservabilityModule } from '@libs/observability';
import { TestIssuer } from '@libs/testing';
import { createHttpApplication, NoIdempotencyKey, Public, readHttpConfig } from '.';

@NoIdempotencyKey()
@Controller('api/sample')
class SampleController {
  @Get('me') me() {
    return {};
  }
  @Post('cap') @HttpCode(202) cap() {
    return {};
  }
  @Get('page') @Public() page() {
    return {};
  }
}

@Module({ imports: [ObservabilityModule], controllers: [SampleController] })
class SampleModule {}

let app: NestFastifyApplication;
let issuer: TestIssuer;

async function start(environment: Record<string, string>): Promise<void> {
  issuer = await TestIssuer.start();
  const config = readHttpConfig(environment);
  app = await createHttpApplication(SampleModule, { config, issuer, logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
}

afterEach(() => app.close());

const bearer = async (id: string, role = 'duty-officer') => `Bearer ${await issuer.token({ id, roles: [role] })}`;

const ask = (url: string, { authorization, from = '10.0.0.1', language }: Record<string, string> = {}) =>
  app.inject({
    method: url.endsWith('cap') ? 'POST' : 'GET',
    url,
    remoteAddress: from,
    headers: { ...(authorization ? { authorization } : {}), ...(language ? { 'accept-language': language } : {}) },
  });

/** The statuses of `times` requests, one after the other. */
async function statuses(times: number, ...request: Parameters<typeof ask>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push((await ask(...request)).statusCode);
  return all;
}

describe('requests that come too often', () => {
  it('are refused by account with a problem that says when to come again, and are counted', async () => {
    await start({ HTTP_RATE_ACCOUNT: '2/3600' });
    const [authorization, another] = [await bearer('a'), await bearer('b')];
    expect(await statuses(2, '/api/sample/me', { authorization })).toEqual([200, 200]);
    const answer = await ask('/api/sample/me', { authorization, from: '10.0.0.2', language: 'en' });
    const wait = Number(answer.headers['retry-after']);

    expect(answer.statusCode).toBe(429);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(wait).toBeGreaterThan(3_000);
    expect(answer.headers).toMatchObject({
      'ratelimit-policy': '"account";q=2;w=3600',
      ratelimit: `"account";r=0;t=${wait}`,
    });
    expect(answer.json()).toMatchObject({
      code: 'rate.exceeded',
      detail: `No more than 2 requests in 3600 seconds are accepted; nothing was done. Try again in ${wait} seconds.`,
      facts: { accepted: 2, seconds: 3600, retryAfter: wait },
    });
    const chinese = await ask('/api/sample/me', { authorization, language: 'zh-CN' });
    expect(chinese.json().detail).toMatch(/^每 3600 秒最多接受 2 次请求；本次未执行任何操作，请在 \d+ 秒后重试。$/);
    expect((await ask('/api/sample/me', { authorization: another })).statusCode).toBe(200);
    expect((await ask('/metrics')).body).toContain('fenghuo_http_rate_limited_total{rate="account"} 2');
  });

  it('of a feed have a limit of their own, so that people and bulk never delay a warning', async () => {
    await start({ HTTP_RATE_ACCOUNT: '1/3600', HTTP_RATE_FEED: '3/3600' });
    const authorization = await bearer('weather', 'feed');

    expect(await statuses(4, '/api/sample/cap', { authorization })).toEqual([202, 202, 202, 429]);
  });

  it('without an account are refused by address: public routes and wrong tokens together', async () => {
    await start({ HTTP_RATE_ADDRESS: '3/3600', HTTP_RATE_ACCOUNT: 'off' });
    expect(await statuses(2, '/api/sample/page')).toEqual([200, 200]);
    expect(await statuses(1, '/api/sample/me')).toEqual([401]);
    expect(await statuses(1, '/api/sample/me', { authorization: 'Bearer wrong' })).toEqual([429]);
    expect(await statuses(1, '/api/sample/page')).toEqual([429]);

    expect(await statuses(1, '/api/sample/page', { from: '10.0.0.2' })).toEqual([200]);
    expect(await statuses(5, '/api/sample/me', { authorization: await bearer('a') })).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect(await statuses(5, '/health/live')).toEqual([200, 200, 200, 200, 200]);
  });

  it('are known by the address that a trusted proxy names', async () => {
    await start({ HTTP_RATE_ADDRESS: '1/3600', HTTP_TRUSTED_PROXIES: '10.0.0.1' });
    const through = (client: string) =>
      app.inject({
        method: 'GET',
        url: '/api/sample/page',
        remoteAddress: '10.0.0.1',
        headers: { 'x-forwarded-for': client },
      });

    expect((await through('203.0.113.1')).statusCode).toBe(200);
    expect((await through('203.0.113.1')).statusCode).toBe(429);
    expect((await through('203.0.113.2')).statusCode).toBe(200);
  });
});

describe('the limits', () => {
  it.each(['0/10', '10', 'many', '10/0', '-1/10'])('may not be %j', (text) => {
    expect(() => readHttpConfig({ HTTP_RATE_FEED: text })).toThrow('HTTP_RATE_FEED');
  });

  it('are far above what a replay sends, and may be switched off', () => {
    const { rates } = readHttpConfig({ HTTP_RATE_ADDRESS: 'off' });
    const perSecond = (rate?: { count: number; seconds: number }) => rate && rate.count / rate.seconds;

    expect(perSecond(rates.account)).toBeGreaterThanOrEqual(2_000);
    expect(perSecond(rates.feed)).toBeGreaterThanOrEqual(5_000);
    expect(rates.address).toBeUndefined();
  });
});
