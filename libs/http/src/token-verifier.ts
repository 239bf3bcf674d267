import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ROLES, type Account, type Role } from './account';
import type { HttpConfig } from './http.config';
import { HttpProblem } from './problem';
import { RemoteIssuer } from './remote-issuer';

export const HTTP_CONFIG = Symbol('http config');

/** Keys and sessions of an issuer that runs in this process. */
export interface LocalIssuer {
  /** Finds the public key by the token's `kid`. */
  key: JWTVerifyGetKey;
  /** Whether the session is still open: not signed out, account not disabled or changed. */
  isOpen(sessionId: string): Promise<boolean>;
}

const REMEMBERED_TOKENS = 2_000;
/** How long a signature by keys of another process is taken as checked, ms: a key that is withdrawn there ends here. */
const REMEMBERED_REMOTELY_MS = 60_000;

/** Checks bearer tokens and session cookies: signature by a pinned algorithm, issuer, audience, times, session. */
@Injectable()
export class TokenVerifier implements OnApplicationBootstrap {
  private local?: LocalIssuer;
  private readonly remote?: RemoteIssuer;
  /** Signatures already checked, by token: checking one costs more than the rest of a small request. */
  private readonly checked = new Map<string, { payload: JWTPayload; until: number }>();

  constructor(@Inject(HTTP_CONFIG) private readonly config: HttpConfig) {
    if (config.jwksUrl) this.remote = new RemoteIssuer(config.jwksUrl, config.sessionUrl);
  }

  /** Called by the registry where it runs in the same process: its keys and sessions then decide. */
  trust(issuer: LocalIssuer): void {
    this.local = issuer;
    this.checked.clear();
  }

  onApplicationBootstrap(): void {
    if (!this.local && !this.remote) {
      throw new Error('No issuer of tokens: set AUTH_JWKS_URL, or run the registry in this process.');
    }
  }

  /** Throws HttpProblem `auth.*` unless the token is good now. */
  async accountOf(token: string): Promise<Account> {
    const payload = await this.payloadOf(token);
    const account = accountIn(payload);
    if (!(await this.isOpen(account, payload, token))) throw new HttpProblem('auth.revoked-token');
    return account;
  }

  private async isOpen({ sessionId }: Account, { iat }: JWTPayload, token: string): Promise<boolean> {
    if (this.local) return sessionId !== undefined && this.local.isOpen(sessionId);
    const standing = sessionId === undefined ? 'unknown' : await this.remote!.standingOf(sessionId, token);
    if (standing !== 'unknown') return standing === 'open';
    // A session that cannot be asked for is trusted only for as long as a token may be old.
    const age = Date.now() / 1000 - iat!;
    if (age <= this.config.maxTokenAge + this.config.clockTolerance) return true;
    if (this.config.sessionUrl === undefined) throw new HttpProblem('auth.expired-token');
    throw new HttpProblem('unavailable', { headers: { 'retry-after': '2' } });
  }

  /** Whose token it is, even if its session has ended; undefined when it is not a good token. For the audit log. */
  async identify(token: string | undefined): Promise<Account | undefined> {
    if (token === undefined) return undefined;
    return this.payloadOf(token).then(accountIn, () => undefined);
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const known = this.checked.get(token);
    if (known && known.until > Date.now()) return known.payload;
    this.checked.delete(token);
    const { algorithms, issuer, audience, clockTolerance } = this.config;
    try {
      const { payload } = await jwtVerify(token, (this.local ?? this.remote)!.key, {
        algorithms,
        issuer,
        audience,
        clockTolerance,
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      this.remember(token, payload);
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new HttpProblem('auth.expired-token');
      if (error instanceof errors.JOSEError) throw new HttpProblem('auth.invalid-token');
      throw error;
    }
  }

  private remember(token: string, payload: JWTPayload): void {
    if (this.checked.size >= REMEMBERED_TOKENS) this.checked.delete(this.checked.keys().next().value!);
    const { clockTolerance, maxTokenAge } = this.config;
    const until = this.local
      ? (payload.exp! + clockTolerance) * 1_000
      : Math.min(
          (Math.min(payload.exp!, payload.iat! + maxTokenAge) + clockTolerance) * 1_000,
          Date.now() + REMEMBERED_REMOTELY_MS,
        );
    this.checked.set(token, { payload, until });
  }
}

/** The account that the claims name; unknown roles of a foreign issuer are left out. */
function accountIn({ sub, name, roles, division, sid }: JWTPayload): Account {
  if (typeof sub !== 'string' || typeof division !== 'string' || !Array.isArray(roles))
    throw new HttpProblem('auth.invalid-token');
  const known = roles.filter((role): role is Role => (ROLES as readonly unknown[]).includes(role));
  const account: Account = { id: sub, name: typeof name === 'string' ? name : sub, roles: known, division };
  if (typeof sid === 'string') account.sessionId = sid;
  return account;
}
