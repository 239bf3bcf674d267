import { decodeJwt } from 'jose';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.stop());

describe('the own session', () => {
  it('is renewed in the cookie, within the same session and no longer than it', async () => {
    const { username, password } = registry.accounts.commander!;
    const first = await registry.send('POST', '/api/registry/session', { body: { username, password } });
    const cookieOf = (header: unknown) => String(header).split(';')[0]!;
    const claims = (cookie: string) => decodeJwt(cookie.replace('fenghuo_session=', ''));

    const before = cookieOf(first.headers['set-cookie']);
    const second = await registry.app.inject({ url: '/api/registry/session', headers: { cookie: before } });
    const after = cookieOf(second.headers['set-cookie']);

    expect(after).not.toBe(before);
    expect(claims(after)).toMatchObject({ sid: claims(before).sid, exp: claims(before).exp, sub: first.json().id });
  });

  it('of a bearer token gets no cookie', async () => {
    const answer = await registry.get('/api/registry/session', await registry.token('feed'));

    expect(answer.json()).toMatchObject({ roles: ['feed'] });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('is said to be open to a service that asks with its token, until its end', async () => {
    const token = await registry.token('messenger');
    const ask = () => registry.get('/api/registry/session/open', token);

    expect((await ask()).statusCode).toBe(204);
    await registry.send('DELETE', '/api/registry/session', { token });
    expect((await ask()).statusCode).toBe(401);
  });

  it('is nobody’s without a sign-in', async () => {
    expect((await registry.get('/api/registry/session')).statusCode).toBe(401);
  });
});
