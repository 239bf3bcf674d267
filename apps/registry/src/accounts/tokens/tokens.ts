import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  createLocalJWKSet,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { HTTP_CONFIG, TokenVerifier, type HttpConfig, type LocalIssuer } from '@libs/http';
import { newId } from '@libs/kernel';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { REGISTRY_CONFIG, type RegistryConfig } from '../../registry.config';
import type { Account } from '../domain/account';
import { SessionRepository, type Session } from '../persistence/session.repository';
import { SigningKeyRepository, type SigningKey } from '../persistence/signing-key.repository';

/** A rotation in another process is seen after this at the latest. Milliseconds. */
const KEYS_FRESH_FOR = 60_000;
/** A token with an unknown key makes us look again, but not more often than this. Milliseconds. */
const KEYS_LOOKED_AT_MOST_EVERY = 2_000;
/** A service that has met an unknown key asks any of our processes: it has to know the newest. Milliseconds. */
const KEYS_PUBLISHED_WITHIN = 1_000;
/** A sign-out in another process is seen after this at the latest; one in this process at once. Milliseconds. */
const SESSION_FRESH_FOR = 1_000;
const REMEMBERED_SESSIONS = 10_000;

interface Keys {
  newestFirst: SigningKey[];
  find: JWTVerifyGetKey;
}

/** Signs tokens, and answers for their keys and sessions. */
@Injectable()
export class Tokens implements LocalIssuer, OnModuleInit {
  private known?: { at: number; keys: Promise<Keys> };
  private readonly openUntil = new Map<string, number>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly signingKeys: SigningKeyRepository,
    private readonly sessions: SessionRepository,
    private readonly verifier: TokenVerifier,
    @Inject(REGISTRY_CONFIG) private readonly config: RegistryConfig,
    @Inject(HTTP_CONFIG) private readonly http: HttpConfig,
  ) {}

  onModuleInit(): void {
    this.verifier.trust(this);
  }

  /** A token for a session that has been stored; it ends with the session. */
  async sign(account: Account, session: Session): Promise<string> {
    const newest = (await this.keys()).newestFirst[0]!;
    return new SignJWT({ name: account.displayName, roles: account.roles, division: account.division, sid: session.id })
      .setProtectedHeader({ alg: 'EdDSA', kid: newest.kid, typ: 'JWT' })
      .setSubject(account.id)
      .setIssuer(this.http.issuer)
      .setAudience(this.http.audience)
      .setJti(newId())
      .setIssuedAt()
      .setExpirationTime(session.expiresAt)
      .sign(await importJWK(newest.privateJwk, 'EdDSA'));
  }

  readonly key: JWTVerifyGetKey = async (header, token) => {
    try {
      return await (await this.keys()).find(header, token);
    } catch (error) {
      // Another process may have made the key a moment ago.
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return (await this.keys(KEYS_LOOKED_AT_MOST_EVERY)).find(header, token);
    }
  };

  async isOpen(sessionId: string): Promise<boolean> {
    const until = this.openUntil.get(sessionId);
    if (until !== undefined && until > Date.now()) return true;
    this.openUntil.delete(sessionId);
    const open = await this.unitOfWork.run((tx) => this.sessions.isOpen(tx, sessionId));
    if (open) {
      if (this.openUntil.size >= REMEMBERED_SESSIONS) this.openUntil.clear();
      this.openUntil.set(sessionId, Date.now() + SESSION_FRESH_FOR);
    }
    return open;
  }

  /** To be run after sessions were ended in this process: their tokens are refused from now on. */
  readonly forgetSessions = (): void => this.openUntil.clear();

  /** The public keys, as other services fetch them. */
  async publicKeys(): Promise<JSONWebKeySet> {
    return publicOnes((await this.keys(KEYS_PUBLISHED_WITHIN)).newestFirst);
  }

  /**
   * Makes a new key that signs from now on; the old ones are believed until their last token has expired.
   * @returns the new key's id.
   */
  async rotate(tx: Transaction): Promise<string> {
    await this.signingKeys.lock(tx);
    await this.signingKeys.deleteSpent(tx, Math.max(this.config.sessionSeconds, this.config.tokenSeconds));
    return this.make(tx);
  }

  /** To be run after a rotation was committed in this process: sign with the new key at once. */
  readonly forgetKeys = (): void => {
    this.known = undefined;
  };

  private keys(freshFor = KEYS_FRESH_FOR): Promise<Keys> {
    if (!this.known || Date.now() - this.known.at > freshFor) {
      const known = { at: Date.now(), keys: this.load() };
      this.known = known;
      // A failure is not remembered: the next request tries again.
      known.keys.catch(() => {
        if (this.known === known) this.known = undefined;
      });
    }
    return this.known.keys;
  }

  private async load(): Promise<Keys> {
    const newestFirst = await this.unitOfWork.run(async (tx) => {
      const keys = await this.signingKeys.all(tx);
      if (keys.length > 0) return keys;
      await this.signingKeys.lock(tx);
      if ((await this.signingKeys.all(tx)).length === 0) await this.make(tx);
      return this.signingKeys.all(tx);
    });
    return { newestFirst, find: createLocalJWKSet(publicOnes(newestFirst)) };
  }

  private async make(tx: Transaction): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const kid = newId();
    const marks = { kid, alg: 'EdDSA', use: 'sig' };
    const [privateJwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
    await this.signingKeys.insert(tx, {
      kid,
      privateJwk: { ...privateJwk, ...marks },
      publicJwk: { ...publicJwk, ...marks },
    });
    return kid;
  }
}

const publicOnes = (keys: SigningKey[]): JSONWebKeySet => ({ keys: keys.map(({ publicJwk }) => publicJwk) });
