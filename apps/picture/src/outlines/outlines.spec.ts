import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication } from '@libs/http';
import { TestIssuer } from '@libs/testing';
import { PICTURE_CONFIG, readPictureConfig } from '../picture.config';
import { Outlines } from './outlines';
import { OutlinesController } from './outlines.http';

@Module({
  controllers: [OutlinesController],
  providers: [Outlines, { provide: PICTURE_CONFIG, useValue: readPictureConfig({}) }],
})
class OnlyTheOutlines {}

describe('the outlines for the map', () => {
  let app: NestFastifyApplication;
  let authorization: string;

  beforeAll(async () => {
    const issuer = await TestIssuer.start();
    authorization = `Bearer ${await issuer.token({ roles: ['duty-officer'] })}`;
    app = await createHttpApplication(OnlyTheOutlines, { logger: false, issuer });
    await app.init();
  });

  afterAll(() => app.close());

  const get = (headers: Record<string, string>) => app.inject({ url: '/api/picture/outlines', headers });

  it('are GeoJSON for whoever is signed in, and for nobody else', async () => {
    const answer = await get({ authorization });

    expect(answer.headers['content-type']).toBe('application/geo+json; charset=utf-8');
    expect((answer.json() as { features: unknown[] }).features).toHaveLength(8);
    expect((await get({})).statusCode).toBe(401);
  });

  it('are not sent again when they have not changed', async () => {
    const { etag } = (await get({ authorization })).headers;
    const again = await get({ authorization, 'if-none-match': String(etag) });

    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('that cannot be read stop the start and name the file', () => {
    const config = readPictureConfig({ PICTURE_OUTLINES_FILE: 'none.geojson' });

    expect(() => new Outlines(config)).toThrow('none.geojson');
  });
});
