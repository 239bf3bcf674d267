import { Database } from '@libs/persistence';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
let administrator: string;
beforeAll(async () => {
  registry = await startRegistry();
  administrator = await registry.token('administrator');
});
afterAll(() => registry.stop());

const usernames = ({ items }: { items: { username: string }[] }) => items.map(({ username }) => username);

describe('the list of accounts', () => {
  it('comes page by page, sorted, without any hash', async () => {
    const first = await registry.get('/api/registry/accounts?limit=7', administrator);
    const second = await registry.get(`/api/registry/accounts?limit=7&cursor=${first.json().next}`, administrator);

    expect([...usernames(first.json()), ...usernames(second.json())]).toEqual(Object.keys(registry.accounts).sort());
    expect(second.json().next).toBeNull();
    expect(first.body).not.toContain('scrypt');
  });

  it('shows an administrator only the own division and below', async () => {
    const county = {
      username: 'county-admin',
      displayName: 'X',
      roles: ['administrator'],
      division: '621022',
      password: 'a-long-password-of-mine',
    };
    await registry.send('POST', '/api/registry/accounts', { token: administrator, body: county });
    const { access_token: token } = (
      await registry.send('POST', '/api/registry/tokens', {
        body: { username: 'county-admin', password: county.password },
      })
    ).json();

    expect(usernames((await registry.get('/api/registry/accounts', token)).json())).toEqual([
      'county-admin',
      'county-commander',
    ]);
    const { items } = (await registry.get('/api/registry/accounts?filter[username]=commander', administrator)).json();
    expect((await registry.get(`/api/registry/accounts/${items[0].id}`, token)).statusCode).toBe(403);
  });

  it('leaves a trace of who has read it', async () => {
    const reads = async () =>
      registry.app
        .get(Database)
        .query<{ actor_name: string; details: object }>(
          "select actor_name, details from registry.audit_log where action = 'accounts.read' order by seq",
        );
    const before = (await reads()).length;

    await registry.get('/api/registry/accounts?limit=2', administrator);

    expect((await reads()).slice(before)).toEqual([
      { actor_name: registry.accounts.administrator!.displayName, details: { count: 2, filters: [] } },
    ]);
  });

  it('is for administrators only', async () => {
    expect((await registry.get('/api/registry/accounts', await registry.token('commander'))).statusCode).toBe(403);
  });

  it('shows one account with its version as ETag', async () => {
    const { items } = (await registry.get('/api/registry/accounts?filter[username]=feed', administrator)).json();
    const one = await registry.get(`/api/registry/accounts/${items[0].id}`, administrator);

    expect([one.json(), one.headers.etag]).toEqual([items[0], '"1"']);
  });
});
