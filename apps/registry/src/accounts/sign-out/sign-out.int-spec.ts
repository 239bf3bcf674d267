import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.stop());

describe('signing out', () => {
  it('takes the cookie away, and the token is refused when it is replayed', async () => {
    const { username, password } = registry.accounts.commander!;
    const { headers } = await registry.send('POST', '/api/registry/session', { body: { username, password } });
    const cookie = String(headers['set-cookie']).split(';')[0]!;
    expect((await registry.app.inject({ url: '/api/registry/session', headers: { cookie } })).statusCode).toBe(200);

    const answer = await registry.app.inject({ method: 'DELETE', url: '/api/registry/session', headers: { cookie } });

    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toContain('fenghuo_session=; ');
    const replayed = await registry.app.inject({ url: '/api/registry/session', headers: { cookie } });
    expect([replayed.statusCode, replayed.json().code]).toEqual([401, 'auth.revoked-token']);
  });

  it('ends one session and leaves the others of the same person', async () => {
    const [one, other] = [await registry.token('feed'), await registry.token('feed')];

    await registry.send('DELETE', '/api/registry/session', { token: one });

    expect((await registry.get('/api/registry/session', one)).statusCode).toBe(401);
    expect((await registry.get('/api/registry/session', other)).statusCode).toBe(200);
  });
});
