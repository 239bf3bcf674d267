import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
let administrator: string;
beforeAll(async () => {
  registry = await startRegistry();
  administrator = await registry.token('administrator');
});
afterAll(() => registry.stop());

const idOf = async (username: string): Promise<string> =>
  (await registry.get(`/api/registry/accounts?filter[username]=${username}`, administrator)).json().items[0].id;
const set = async (username: string, token: string, body: object) =>
  registry.send('POST', `/api/registry/accounts/${await idOf(username)}/password`, { token, body });
const signIn = async (username: string, password: string) =>
  (await registry.send('POST', '/api/registry/tokens', { body: { username, password } })).statusCode;

const NEW = 'a-new-and-long-password';

describe('setting a password', () => {
  it('as the person needs the old one, and ends all sessions', async () => {
    const token = await registry.token('commander');
    const { password } = registry.accounts.commander!;
    expect((await set('commander', token, { password: NEW })).statusCode).toBe(401);
    expect((await set('commander', token, { password: NEW, currentPassword: 'wrong-password' })).statusCode).toBe(401);

    expect((await set('commander', token, { password: NEW, currentPassword: password })).statusCode).toBe(204);

    expect((await registry.get('/api/registry/session', token)).statusCode).toBe(401);
    expect([await signIn('commander', password), await signIn('commander', NEW)]).toEqual([401, 200]);
  });

  it('as an administrator needs none', async () => {
    expect((await set('feed', administrator, { password: NEW })).statusCode).toBe(204);
    expect(await signIn('feed', NEW)).toBe(200);
  });

  it('of another person is refused to everybody else, who does not learn whether there is one', async () => {
    const answer = await set('feed', await registry.token('duty-leader'), { password: NEW });

    expect([answer.statusCode, answer.json().code]).toEqual([404, 'account.not-found']);
  });

  it('is refused when it is weak', async () => {
    expect((await set('feed', administrator, { password: 'short' })).json().code).toBe('account.weak-password');
  });
});
