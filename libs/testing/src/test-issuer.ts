import { randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

/**
 * Issues tokens for tests of services that run without the registry. Give it to `createHttpApplication` as `issuer`.
 * `await TestIssuer.start()`, then `await issuer.token({ roles: ['duty-officer'], division: '621000' })`.
 */
export class TestIssuer {
  private readonly ended = new Set<string>();

  private constructor(private readonly keys: { publicKey: CryptoKey; privateKey: CryptoKey }) {}

  static async start(): Promise<TestIssuer> {
    return new TestIssuer(await generateKeyPair('EdDSA'));
  }

  readonly key = async (): Promise<CryptoKey> => this.keys.publicKey;

  isOpen = async (sessionId: string): Promise<boolean> => !this.ended.has(sessionId);

  end(sessionId: string): void {
    this.ended.add(sessionId);
  }

  /** A signed token; `claims` override the usual ones, `lifetime` is in seconds. */
  token(
    account: { roles: string[]; division?: string; id?: string; name?: string; sessionId?: string },
    { claims = {}, lifetime = 600 }: { claims?: JWTPayload; lifetime?: number } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      sub: account.id ?? randomUUID(),
      name: account.name ?? account.roles.join('+'),
      roles: account.roles,
      division: account.division ?? '621000',
      sid: account.sessionId ?? randomUUID(),
      iss: 'fenghuo',
      aud: 'fenghuo',
      iat: now,
      exp: now + lifetime,
      ...claims,
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
      .sign(this.keys.privateKey);
  }
}
