import { Controller, Get, Param } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ObservabilityModule } from './observability.module';
import { Readiness } from './readiness';

@Controller('people')
class PeopleController {
  @Get(':id')
  read(@Param('id') id: string): string {
    return id;
  }
}

describe('what a process tells its watchers', () => {
  let app: NestFastifyApplication;
  const get = (url: string) => app.inject({ method: 'GET', url });

  beforeEach(async () => {
    const nest = await Test.createTestingModule({
      imports: [ObservabilityModule],
      controllers: [PeopleController],
    }).compile();
    app = nest.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterEach(() => app.close());

  it('is alive while it answers', async () => {
    expect((await get('/health/live')).statusCode).toBe(200);
  });

  it('is ready when every part is', async () => {
    app.get(Readiness).register('database', async () => ({ ok: true, detail: '3 of 10 connections in use' }));

    const answer = await get('/health/ready');

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      ready: true,
      status: { 'zh-CN': '就绪', en: 'Ready' },
      checks: [{ name: 'database', ok: true, detail: '3 of 10 connections in use' }],
    });
  });

  it('is not ready, and says which parts are not, when one refuses, fails or does not answer', async () => {
    const readiness = app.get(Readiness);
    readiness.register('database', async () => ({ ok: true }));
    readiness.register('consumers', async () => ({ ok: false, detail: 'no progress for 60 s' }));
    readiness.register('relay', () => Promise.reject(new Error('connection refused')));
    readiness.register('broker', () => new Promise(() => undefined));

    const answer = await get('/health/ready');

    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      ready: false,
      status: { 'zh-CN': '未就绪：consumers、relay、broker', en: 'Not ready: consumers, relay, broker' },
      checks: [
        { name: 'database', ok: true },
        { name: 'consumers', ok: false, detail: 'no progress for 60 s' },
        { name: 'relay', ok: false, detail: 'connection refused' },
        { name: 'broker', ok: false, detail: 'no answer within 2000 ms' },
      ],
    });
  });

  it('is ready again when a part that was not has gone', async () => {
    const leave = app.get(Readiness).register('consumers', async () => ({ ok: false }));
    leave();

    expect((await get('/health/ready')).statusCode).toBe(200);
  });

  it('is not ready while it stops', async () => {
    app.get(Readiness).onModuleDestroy();

    expect((await get('/health/ready')).json()).toMatchObject({ ready: false, checks: [{ detail: 'stopping' }] });
  });

  it('serves its metrics, HTTP times by route and never by address', async () => {
    await get('/people/13812345678');
    await get('/nowhere');

    const answer = await get('/metrics');

    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toContain(
      'fenghuo_http_request_duration_seconds_count{method="GET",route="/people/:id",status="200"} 1',
    );
    expect(answer.body).toContain('{method="GET",route="none",status="404"} 1');
    expect(answer.body).not.toContain('13812345678');
  });
});
