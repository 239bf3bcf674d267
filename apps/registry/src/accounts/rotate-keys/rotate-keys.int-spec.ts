import { decodeProtectedHeader } from 'jose';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.stop());

describe('rotating the key of tokens', () => {
  it('signs with a new one and still believes the old one', async () => {
    const administrator = await registry.token('administrator');
    const before = await registry.token('commander');

    const { kid } = (
      await registry.send('POST', '/api/registry/signing-keys', { token: administrator, body: { reason: 'yearly' } })
    ).json();
    const after = await registry.token('commander');

    expect(decodeProtectedHeader(after).kid).toBe(kid);
    expect(decodeProtectedHeader(before).kid).not.toBe(kid);
    for (const token of [before, after])
      expect((await registry.get('/api/registry/session', token)).statusCode).toBe(200);
    expect((await registry.get('/api/registry/.well-known/jwks.json')).json().keys).toHaveLength(2);
  });

  it('is for administrators only', async () => {
    const answer = await registry.send('POST', '/api/registry/signing-keys', {
      token: await registry.token('commander'),
      body: { reason: 'x' },
    });

    expect(answer.statusCode).toBe(403);
  });
});
