import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
beforeAll(async () => {
  registry = await startRegistry({ REGISTRY_ATTEMPTS: '3', REGISTRY_ATTEMPTS_PER_ADDRESS: '1000' });
});
afterAll(() => registry.stop());

const signIn = (username: string, password: string, headers: Record<string, string> = {}) =>
  registry.send('POST', '/api/registry/session', { body: { username, password }, headers });

describe('signing in', () => {
  it('sets a cookie that no script can read and no other site sends, and says who it is', async () => {
    const { password } = registry.accounts['duty-officer']!;
    const answer = await signIn('Duty-Officer', password);

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(
      /^fenghuo_session=[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.json()).toMatchObject({ roles: ['duty-officer'], division: '621000' });

    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    const me = await registry.app.inject({ url: '/api/registry/session', headers: { cookie } });
    expect(me.json()).toMatchObject({ id: answer.json().id, roles: ['duty-officer'] });
  });

  it('gives a bearer token of a quarter of an hour', async () => {
    const { password } = registry.accounts.commander!;
    const answer = await registry.send('POST', '/api/registry/tokens', { body: { username: 'commander', password } });

    expect(answer.json()).toMatchObject({ token_type: 'Bearer' });
    expect(answer.json().expires_in).toBeGreaterThan(880);
    expect((await registry.get('/api/registry/session', answer.json().access_token)).statusCode).toBe(200);
  });

  it('answers the same for a wrong password and for an unknown account', async () => {
    const wrong = await signIn('auditor', 'wrong-password');
    const unknown = await signIn('nobody', 'wrong-password');

    for (const answer of [wrong, unknown]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect({ ...answer.json(), correlationId: '' }).toEqual({ ...wrong.json(), correlationId: '' });
    }
  });

  it('is refused for a disabled account', async () => {
    const token = await registry.token('administrator');
    const { items } = (await registry.get('/api/registry/accounts?filter[username]=auditor', token)).json();
    await registry.send('PATCH', `/api/registry/accounts/${items[0].id}`, {
      token,
      headers: { 'if-match': `"${items[0].version}"` },
      body: { disabled: true, reason: 'left' },
    });

    expect((await signIn('auditor', registry.accounts.auditor!.password)).statusCode).toBe(401);
  });

  it('waits after too many failures, even with the right password, and says for how long', async () => {
    for (let i = 0; i < 3; i++) expect((await signIn('duty-leader', 'wrong-password')).statusCode).toBe(401);

    const answer = await signIn('duty-leader', registry.accounts['duty-leader']!.password);

    expect(answer.statusCode).toBe(429);
    expect(answer.json().code).toBe('rate.limited');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('lets no more attempts through when they come all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('feed', 'wrong-password')));

    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(3);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(9);
  });

  it('forgets the failures of a person who then succeeds', async () => {
    const { password } = registry.accounts['county-commander']!;
    for (let round = 0; round < 3; round++) {
      expect((await signIn('county-commander', 'wrong-password')).statusCode).toBe(401);
      expect((await signIn('county-commander', 'wrong-password')).statusCode).toBe(401);
      expect((await signIn('county-commander', password)).statusCode).toBe(200);
    }
  });

  it('of many at once from one place neither blocks nor fails', async () => {
    const { password } = registry.accounts.commander!;
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('commander', password, {})));

    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 429]));
  });

  it('is refused from a page of another site', async () => {
    const { password } = registry.accounts.commander!;

    expect((await signIn('commander', password, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  });
});
