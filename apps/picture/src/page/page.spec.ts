import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, SESSION_COOKIE } from '@libs/http';
import { TestIssuer } from '@libs/testing';
import { Page } from './page';
import { PageController } from './page.http';

@Module({ controllers: [PageController], providers: [Page] })
class OnlyThePage {}

describe('the page', () => {
  let app: NestFastifyApplication;
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    app = await createHttpApplication(OnlyThePage, { logger: false, issuer });
    await app.init();
  });

  afterAll(() => app.close());

  const get = (url: string, headers = {}) => app.inject({ url, headers });
  const signedIn = async () => ({ cookie: `${SESSION_COOKIE}=${await issuer.token({ roles: ['duty-officer'] })}` });

  it('sends whoever is not signed in to the sign-in page', async () => {
    const answer = await get('/');

    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/sign-in']);
    expect((await get('/', { cookie: `${SESSION_COOKIE}=made.up.token` })).statusCode).toBe(302);
    expect((await get('/sign-in')).statusCode).toBe(200);
  });

  it('is shown to whoever is signed in', async () => {
    const answer = await get('/', await signedIn());

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<main class="board">');
  });

  it('runs and shows only what this process serves, and may not be put into a frame', async () => {
    for (const url of ['/', '/sign-in', '/web/app.js']) {
      const { headers } = await get(url, await signedIn());

      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('has nothing inline that the policy would forbid', async () => {
    for (const url of ['/', '/sign-in']) {
      const { body } = await get(url, await signedIn());

      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    }
  });

  it('is not sent again when it has not changed', async () => {
    const first = await get('/web/app.js');
    const again = await get('/web/app.js', { 'if-none-match': first.headers.etag });

    expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 304, '']);
  });

  it.each(['/web/none.js', '/web/..%2f..%2f..%2fpackage.json', '/web/%2e%2e/package.json', '/web/app.js%00'])(
    'has no file %s',
    async (url) => {
      const answer = await get(url);

      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('"private"');
    },
  );
});
