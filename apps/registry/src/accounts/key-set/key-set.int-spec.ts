import { createLocalJWKSet, jwtVerify } from 'jose';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.stop());

describe('the public key set', () => {
  it('is open to everybody and checks a token as another service would', async () => {
    const answer = await registry.get('/api/registry/.well-known/jwks.json');
    const { payload } = await jwtVerify(await registry.token('commander'), createLocalJWKSet(answer.json()), {
      issuer: 'fenghuo',
      audience: 'fenghuo',
      algorithms: ['EdDSA'],
    });

    expect(answer.statusCode).toBe(200);
    expect(payload).toMatchObject({ roles: ['commander'], division: '621000' });
  });

  it('holds no private key', async () => {
    const { keys } = (await registry.get('/api/registry/.well-known/jwks.json')).json();

    expect(keys).toEqual([expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' })]);
    expect(keys[0]).not.toHaveProperty('d');
  });
});
