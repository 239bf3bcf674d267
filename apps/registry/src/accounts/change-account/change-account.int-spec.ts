import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
let administrator: string;
beforeAll(async () => {
  registry = await startRegistry();
  administrator = await registry.token('administrator');
});
afterAll(() => registry.stop());

const find = async (username: string): Promise<{ id: string; version: number }> =>
  (await registry.get(`/api/registry/accounts?filter[username]=${username}`, administrator)).json().items[0];
const change = (id: string, body: object, version: number | undefined, token = administrator) =>
  registry.send('PATCH', `/api/registry/accounts/${id}`, {
    token,
    body,
    headers: version === undefined ? {} : { 'if-match': `"${version}"` },
  });

describe('changing an account', () => {
  it('ends its sessions, whose tokens still say what it was', async () => {
    const { id, version } = await find('duty-officer');
    const old = await registry.token('duty-officer');
    expect((await registry.get('/api/registry/session', old)).statusCode).toBe(200);

    const answer = await change(id, { roles: ['duty-leader'], division: '621021', reason: 'moved' }, version);

    expect(answer.json()).toMatchObject({ roles: ['duty-leader'], division: '621021', version: version + 1 });
    expect((await registry.get('/api/registry/session', old)).json().code).toBe('auth.revoked-token');
    expect((await registry.get('/api/registry/session', await registry.token('duty-officer'))).json()).toMatchObject({
      division: '621021',
    });
  });

  it('is refused to whoever has not seen the newest version', async () => {
    const { id, version } = await find('feed');
    expect((await change(id, { displayName: 'A', reason: 'r' }, undefined)).statusCode).toBe(428);
    expect((await change(id, { displayName: 'A', reason: 'r' }, version)).statusCode).toBe(200);

    const stale = await change(id, { displayName: 'B', reason: 'r' }, version);
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'record.changed']);
  });

  it('needs a reason', async () => {
    const { id, version } = await find('feed');

    expect((await change(id, { disabled: true }, version)).json().errors).toEqual([
      expect.objectContaining({ pointer: '/reason' }),
    ]);
  });

  it('REG-02: never disables the last administrator, also when two disable each other at once', async () => {
    const first = await find('administrator');
    expect((await change(first.id, { disabled: true, reason: 'r' }, first.version)).json().code).toBe(
      'account.last-administrator',
    );

    const second = (
      await registry.send('POST', '/api/registry/accounts', {
        token: administrator,
        body: {
          username: 'second',
          displayName: 'Second',
          roles: ['administrator'],
          division: '621000',
          password: 'a-long-password-of-mine',
        },
      })
    ).json();
    const answers = await Promise.all([
      change(first.id, { disabled: true, reason: 'r' }, first.version),
      change(second.id, { disabled: true, reason: 'r' }, second.version),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });
});
