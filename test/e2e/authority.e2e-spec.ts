import { startRegistryProcess, type RegistryProcess } from '../registry/registry-process';

let registry: RegistryProcess;
let elsewhere: RegistryProcess;
let administrator: string;
beforeAll(async () => {
  [registry, elsewhere] = await Promise.all([startRegistryProcess(), startRegistryProcess()]);
  administrator = await registry.token('administrator');
});
afterAll(() => Promise.all([registry.stop(), elsewhere.stop()]));

const PASSWORD = 'a-long-password-of-mine';
const open = (username: string, { roles = ['messenger'], division = '621021', token = administrator } = {}) =>
  registry.request('POST', '/api/registry/accounts', {
    token,
    body: { username, displayName: username, roles, division, password: PASSWORD },
  });
const whoAmI = async (token: string) => {
  const { status, json } = await registry.request('GET', '/api/registry/session', { token });
  return [status, json.code ?? 'ok'];
};
const refusals = async (code: string): Promise<number> =>
  (
    await registry.database.query(
      "select 1 from registry.audit_log where action = 'request.refused' and details->>'code' = $1",
      [code],
    )
  ).length;

describe('B14: authority', () => {
  it('an administrator of one county does nothing in another, above, or for itself beyond it', async () => {
    await open('county-admin', { roles: ['administrator'], division: '621022' });
    const county = await registry.token('county-admin', PASSWORD);
    const { json: other } = await open('other-county');

    for (const division of ['621021', '621000', '620000']) {
      expect((await open('xx', { division, token: county })).json.code).toBe('account.outside-division');
    }
    const headers = { 'if-match': `"${other.version}"` };
    const change = (token: string) =>
      registry.request('PATCH', `/api/registry/accounts/${other.id}`, {
        token,
        headers,
        body: { disabled: true, reason: 'r' },
      });
    expect((await change(county)).status).toBe(403);
    expect((await registry.request('GET', `/api/registry/accounts/${other.id}`, { token: county })).status).toBe(403);
    expect(
      (
        await registry.request('POST', `/api/registry/accounts/${other.id}/password`, {
          token: county,
          body: { password: 'another-long-password' },
        })
      ).status,
    ).toBe(403);
    expect(await refusals('account.outside-division')).toBe(6);
    expect((await change(administrator)).status).toBe(200);
  });

  it('a role does only what is the role’s', async () => {
    for (const username of ['feed', 'duty-officer', 'duty-leader', 'commander', 'auditor']) {
      const answer = await open('yy', { token: await registry.token(username) });
      expect([answer.status, answer.json.code]).toEqual([403, 'auth.role-required']);
    }
  });

  it('a token that is replayed after sign-out, a new password or a change of the account is refused', async () => {
    const signedOut = await registry.token('commander');
    await registry.request('DELETE', '/api/registry/session', { token: signedOut });
    expect(await whoAmI(signedOut)).toEqual([401, 'auth.revoked-token']);

    const { json: account } = await open('replayed');
    const before = await registry.token('replayed', PASSWORD);
    expect(await whoAmI(before)).toEqual([200, 'ok']);
    await registry.request('POST', `/api/registry/accounts/${account.id}/password`, {
      token: administrator,
      body: { password: 'another-long-password' },
    });
    expect(await whoAmI(before)).toEqual([401, 'auth.revoked-token']);

    const again = await registry.token('replayed', 'another-long-password');
    const headers = { 'if-match': `"${account.version + 1}"` };
    const changed = await registry.request('PATCH', `/api/registry/accounts/${account.id}`, {
      token: administrator,
      headers,
      body: { disabled: true, reason: 'left' },
    });
    expect(changed.status).toBe(200);
    expect(await whoAmI(again)).toEqual([401, 'auth.revoked-token']);
    expect(await registry.token('replayed', 'another-long-password')).toBeUndefined();
  });

  it('a token of another installation, of none, or changed by its bearer is refused', async () => {
    const mine = await registry.token('feed');
    const [header, payload, signature] = mine.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

    for (const token of [
      await elsewhere.token('administrator'),
      `${encode({ alg: 'none' })}.${payload}.`,
      `${header}.${encode({ ...claims, roles: ['administrator'] })}.${signature}`,
      `${header}.${encode({ ...claims, division: '000000' })}.${signature}`,
    ]) {
      expect(await whoAmI(token)).toEqual([401, 'auth.invalid-token']);
    }
  });

  it('nobody without a sign-in sees data', async () => {
    const { json } = await registry.request('GET', '/api/openapi.json');
    const paths = Object.entries(json.paths as Record<string, Record<string, { security?: unknown }>>);
    const guarded = paths.flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { security }]) =>
        security ? [[method.toUpperCase(), path] as const] : [],
      ),
    );

    expect(guarded.length).toBeGreaterThanOrEqual(8);
    for (const [method, path] of guarded.filter(([, path]) => path.startsWith('/api/'))) {
      const answer = await registry.request(method, path.replace(/\{\w+\}/g, '0198f7a0-0000-7000-8000-000000000000'));
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});
