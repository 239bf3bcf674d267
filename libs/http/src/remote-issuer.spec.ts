import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { readHttpConfig } from './http.config';
import { TokenVerifier } from './token-verifier';

/** A registry in another process, as far as the other services ask it. */
class IssuerInTest {
  isAway = false;
  readonly closed = new Set<string>();
  asked = 0;
  private constructor(
    private readonly server: Server,
    private readonly privateKey: CryptoKey,
  ) {}

  static async start(): Promise<IssuerInTest> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'first', alg: 'EdDSA', use: 'sig' };
    const server = createServer((request, response) => {
      if (issuer.isAway) return void response.writeHead(503).end();
      if (request.url === '/keys') return void response.end(JSON.stringify({ keys: [jwk] }));
      issuer.asked += 1;
      const claims = request.headers.authorization!.split('.')[1]!;
      const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string };
      response.writeHead(issuer.closed.has(sid) ? 401 : 204).end();
    });
    const issuer = new IssuerInTest(server, privateKey);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return issuer;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  verifier(more: NodeJS.ProcessEnv = {}): TokenVerifier {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return new TokenVerifier(
      readHttpConfig({ AUTH_JWKS_URL: `${url}/keys`, AUTH_SESSION_URL: `${url}/open`, ...more }),
    );
  }

  /** @param age in seconds. */
  token(sid: string, age = 0): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ sid, roles: ['commander'], division: '621000', iat: now - age, exp: now + 40_000 })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'first' })
      .setSubject('commander')
      .setIssuer('fenghuo')
      .setAudience('fenghuo')
      .sign(this.privateKey);
  }
}

describe('a service beside the registry', () => {
  let issuer: IssuerInTest;
  beforeEach(async () => {
    issuer = await IssuerInTest.start();
  });
  afterEach(() => issuer.stop());

  it('takes a token for a whole shift, as long as its session is open', async () => {
    const account = await issuer.verifier().accountOf(await issuer.token('s', 11 * 3600));

    expect(account).toMatchObject({ id: 'commander', sessionId: 's' });
  });

  it('refuses whoever has signed out, however fresh the token is', async () => {
    issuer.closed.add('s');

    await expect(issuer.verifier().accountOf(await issuer.token('s'))).rejects.toMatchObject({
      code: 'auth.revoked-token',
    });
  });

  it('asks once for many requests of one session', async () => {
    const [verifier, token] = [issuer.verifier(), await issuer.token('s')];

    await Promise.all(Array.from({ length: 50 }, () => verifier.accountOf(token)));

    expect(issuer.asked).toBe(1);
  });

  it('goes on with a fresh token while the registry is away, with the keys it has', async () => {
    const verifier = issuer.verifier();
    await verifier.accountOf(await issuer.token('known'));
    issuer.isAway = true;

    expect(await verifier.accountOf(await issuer.token('another'))).toMatchObject({ sessionId: 'another' });
  });

  it('says that it cannot tell about an old token while the registry is away, rather than that it is wrong', async () => {
    const verifier = issuer.verifier();
    await verifier.accountOf(await issuer.token('known'));
    issuer.isAway = true;

    await expect(verifier.accountOf(await issuer.token('another', 1000))).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('that has never reached the registry says so too', async () => {
    issuer.isAway = true;

    await expect(issuer.verifier().accountOf(await issuer.token('s'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('of an issuer that only publishes keys takes no token older than it may be', async () => {
    const verifier = issuer.verifier({ AUTH_SESSION_URL: undefined });

    expect(await verifier.accountOf(await issuer.token('s', 600))).toMatchObject({ sessionId: 's' });
    await expect(verifier.accountOf(await issuer.token('s', 1000))).rejects.toMatchObject({
      code: 'auth.expired-token',
    });
  });
});
