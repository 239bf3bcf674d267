import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readCacheConfig } from '@libs/cache';
import { ObservabilityModule } from '@libs/observability';
import { eventually, redisAvailable, startRedis, TestIssuer, type RedisInTest } from '@libs/testing';
import { createHttpApplication, readHttpConfig } from '.';

@Controller('api/sample')
class SampleController {
  @Get('me') me() {
    return {};
  }
}

@Module({ imports: [ObservabilityModule], controllers: [SampleController] })
class SampleModule {}

if (redisAvailable()) {
  describe('a limit of two replicas', () => {
    let redis: RedisInTest;
    let issuer: TestIssuer;
    let replicas: NestFastifyApplication[];

    beforeEach(async () => {
      redis = await startRedis();
      issuer = await TestIssuer.start();
      const config = readHttpConfig({ HTTP_RATE_ACCOUNT: '10/3600' });
      const cache = readCacheConfig({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '500', REDIS_PAUSE_MS: '100' });
      replicas = await Promise.all(
        [1, 2].map(() => createHttpApplication(SampleModule, { config, cache, issuer, logger: false })),
      );
      for (const replica of replicas) {
        await replica.init();
        await replica.getHttpAdapter().getInstance().ready();
      }
    });

    afterEach(async () => {
      await Promise.all(replicas.map((replica) => replica.close()));
      await redis.stop('SIGKILL');
    });

    const get = async (replica: number, url: string, id = 'a') => {
      const authorization = `Bearer ${await issuer.token({ id, roles: ['duty-officer'] })}`;
      return replicas[replica]!.inject({ method: 'GET', url, headers: { authorization } });
    };
    const statusOf = async (replica: number, id?: string) => (await get(replica, '/api/sample/me', id)).statusCode;
    const detailOf = async (replica: number) =>
      (await get(replica, '/health/ready'))
        .json<{ checks: { name: string; detail: string }[] }>()
        .checks.find(({ name }) => name === 'redis')?.detail;
    const connected = () =>
      eventually(async () => expect(await Promise.all([0, 1].map(detailOf))).toEqual(['connected', 'connected']));

    it('is one limit, wherever the requests arrive', async () => {
      await connected();
      for (let i = 0; i < 10; i++) expect(await statusOf(0)).toBe(200);

      await eventually(async () => expect(await statusOf(1)).toBe(429));
      expect(await statusOf(1, 'b')).toBe(200);
    });

    it('is that of each replica while Redis hangs: nobody waits, both stay ready, and it is one again afterwards', async () => {
      await connected();
      redis.hang();
      for (const replica of [0, 1]) {
        for (let i = 0; i < 10; i++) expect(await statusOf(replica)).toBe(200);
        expect(await statusOf(replica)).toBe(429);
        await eventually(async () => expect(await detailOf(replica)).toContain('not connected'));
        expect((await get(replica, '/health/ready')).statusCode).toBe(200);
      }

      redis.goOn();
      await connected();
      for (let i = 0; i < 10; i++) expect(await statusOf(0, 'b')).toBe(200);
      await eventually(async () => expect(await statusOf(1, 'b')).toBe(429));
    });
  });
}
