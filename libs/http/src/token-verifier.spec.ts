import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readHttpConfig } from './http.config';
import { TokenVerifier } from './token-verifier';

const TOKEN_SECONDS = 3_600;
const LONGEST_AGE = 900;

let issuer: Server;
let token: string;
let verifier: TokenVerifier;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' }] });
  issuer = createServer((_, response) => response.end(keys));
  await new Promise<void>((listening) => issuer.listen(0, '127.0.0.1', listening));
  const { port } = issuer.address() as AddressInfo;
  verifier = new TokenVerifier(
    readHttpConfig({ AUTH_JWKS_URL: `http://127.0.0.1:${port}/`, AUTH_MAX_TOKEN_AGE: String(LONGEST_AGE) }),
  );
  token = await new SignJWT({ sub: 'a', name: 'A', roles: ['feed'], division: '621000' })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
    .setIssuer('fenghuo')
    .setAudience('fenghuo')
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS} s`)
    .sign(privateKey);
});
afterAll(() => new Promise((closed) => issuer.close(closed)));
afterEach(() => jest.useRealTimers());

const later = (seconds: number): void => {
  jest.useFakeTimers({ now: Date.now() + seconds * 1_000, doNotFake: ['setTimeout', 'setImmediate', 'nextTick'] });
};

describe('a token of an issuer in another process', () => {
  it('is accepted, and again while its signature is remembered', async () => {
    for (let i = 0; i < 2; i++) await expect(verifier.accountOf(token)).resolves.toMatchObject({ id: 'a' });
  });

  it('is refused past the age that a token may have, although its signature had been checked', async () => {
    await verifier.accountOf(token);
    later(LONGEST_AGE + 10);

    await expect(verifier.accountOf(token)).rejects.toMatchObject({ code: 'auth.expired-token' });
  });
});
