import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { HttpProblem } from './problem';

/** How old the key set may be before a newer one is fetched beside the work; ms. */
const KEYS_FRESH_FOR = 60_000;
/** A token with an unknown key makes us look again, but not more often than this; ms. */
const KEYS_LOOKED_AT_MOST_EVERY = 1_000;
/** How long an answer about a session is remembered: a sign-out is seen after this at the latest; ms. */
const SESSION_FRESH_FOR = 2_000;
/** How long nobody is asked after the issuer did not answer; ms. */
const PAUSE_AFTER_SILENCE = 1_000;
const ANSWER_WITHIN = 1_500;
const REMEMBERED_SESSIONS = 10_000;

/** What is known of a session: `unknown` while the issuer cannot be asked. */
export type Standing = 'open' | 'closed' | 'unknown';

interface Remembered {
  at: number;
  standing: Promise<Standing>;
}

/** Keys and sessions of an issuer in another process, asked over HTTP and remembered for some seconds. */
export class RemoteIssuer {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private keysAt = 0;
  private readonly known = new Map<string, Remembered>();
  private silentAt = -Infinity;

  /** @param sessionUrl answers 204 to a token whose session is open; without it sessions are never known. */
  constructor(
    jwksUrl: string,
    private readonly sessionUrl: string | undefined,
  ) {
    // What was fetched once is used on while the issuer is away.
    this.keys = createRemoteJWKSet(new URL(jwksUrl), {
      cacheMaxAge: Infinity,
      cooldownDuration: KEYS_LOOKED_AT_MOST_EVERY,
      timeoutDuration: ANSWER_WITHIN,
    });
  }

  /** Throws HttpProblem `unavailable` when there are no keys to look in. */
  readonly key: JWTVerifyGetKey = async (header, token) => {
    if (this.keys.jwks() !== undefined && Date.now() - this.keysAt > KEYS_FRESH_FOR) {
      this.keysAt = Date.now();
      this.keys.reload().catch(() => undefined);
    }
    try {
      return await this.keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new HttpProblem('unavailable', { headers: { 'retry-after': '2' } });
    }
  };

  /** What is known of the session of a token whose signature is good. */
  async standingOf(sessionId: string, token: string): Promise<Standing> {
    const known = this.known.get(sessionId);
    if (known && Date.now() - known.at < SESSION_FRESH_FOR) return known.standing;
    if (this.sessionUrl === undefined || Date.now() - this.silentAt < PAUSE_AFTER_SILENCE) return 'unknown';
    if (this.known.size >= REMEMBERED_SESSIONS) this.known.clear();
    const standing = this.ask(this.sessionUrl, token);
    // Before the answer, so that all who wait share one question.
    this.known.set(sessionId, { at: Date.now(), standing });
    if ((await standing) === 'unknown') {
      this.silentAt = Date.now();
      this.known.delete(sessionId);
    }
    return standing;
  }

  private async ask(url: string, token: string): Promise<Standing> {
    try {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN) });
      await answer.body?.cancel();
      if (answer.ok) return 'open';
      return answer.status === 401 ? 'closed' : 'unknown';
    } catch {
      return 'unknown';
    }
  }
}
