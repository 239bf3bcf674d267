import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** How long the product may be busy or away before a replay gives up; ms. */
const PATIENCE_MS = 60_000;
/** How long it may be about to start, and about to load its city; ms. */
const STARTING_MS = 20_000;
const LOADING_MS = 180_000;
const TOKEN_LIFE_MS = 10 * 60_000;
const BUSY = new Set([429, 502, 503, 504]);

/** What the product said no to. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** Stable code of the refusal; empty when the answer had none. */
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

interface Credentials {
  username: string;
  password: string;
  roles: string[];
}

interface Readiness {
  checks?: { name: string; ok: boolean; detail?: string }[];
}

/** Answers are read as the contract of the API says they are. */
type Fields = object;

/** The users of the story: each account holds one role, and everything goes through the public HTTP API. */
export class Users {
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();
  private readonly credentials: Credentials[];

  /** @param credentialsFile what the product's first start has written. */
  constructor(
    private readonly url: string,
    credentialsFile: string,
  ) {
    if (!existsSync(credentialsFile)) {
      throw new Error(`No accounts in ${credentialsFile}: start the product once, or set FENGHUO_CREDENTIALS.`);
    }
    this.credentials = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials[];
  }

  get<T extends Fields>(role: string, path: string): Promise<T> {
    return this.send<T>(role, 'GET', path);
  }

  post<T extends Fields>(role: string, path: string, body: object = {}): Promise<T> {
    return this.send<T>(role, 'POST', path, JSON.stringify(body), 'application/json');
  }

  /** Hands in a CAP document. */
  cap(document: string): Promise<{ warningId?: string; verdict: string; findings?: { code: string }[] }> {
    return this.send('feed', 'POST', '/api/alerting/cap', document, 'application/cap+xml');
  }

  /** Every item of a list, page by page. */
  async all<T>(role: string, path: string, filters: Record<string, string> = {}): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ limit: '200', ...filters, ...(cursor ? { cursor } : {}) });
      const page: { items: T[]; next?: string | null } = await this.get(role, `${path}?${query}`);
      items.push(...page.items);
      cursor = page.next ?? null;
    } while (cursor);
    return items;
  }

  /** Waits until the product says that work may be sent to it; tells what is missing whenever that changes. */
  async untilReady(tell: (status: string) => void): Promise<void> {
    const begun = Date.now();
    for (let told = ''; ; await pause(500)) {
      const answer = await fetch(new URL('/health/ready', this.url)).catch(() => undefined);
      if (answer?.status === 200) return;
      const report = (await answer?.json().catch(() => undefined)) as Readiness | undefined;
      const missing = report?.checks?.filter(({ ok }) => !ok).map(({ name, detail }) => `${name} ${detail ?? ''}`);
      const now = missing?.join('; ') ?? 'no answer';
      if (now !== told) tell(now);
      told = now;
      // A city that is being loaded takes a while; where nothing answers, nothing is being started.
      if (Date.now() - begun > (answer ? LOADING_MS : STARTING_MS))
        throw new Error(`Nothing is ready at ${this.url}: start the product, or set FENGHUO_URL.`);
    }
  }

  /** The same request, with the same key, until it is decided: the product runs a command once however often it comes. */
  private async send<T extends Fields>(
    role: string,
    method: string,
    path: string,
    body?: string,
    type?: string,
  ): Promise<T> {
    const key = randomUUID();
    const end = Date.now() + PATIENCE_MS;
    let hasNewToken = false;
    for (let tried = 0; ; tried += 1) {
      const answer = await this.once(role, method, path, key, body, type);
      if (answer === undefined || BUSY.has(answer.status) || isOnItsWay(answer)) {
        if (Date.now() > end)
          throw new Error(`${role}: ${method} ${path}: ${answer?.status ?? 'no answer'} for a minute`);
        const wait = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
        await pause(Math.min(wait || 100 * 2 ** Math.min(tried, 5), 5_000));
        continue;
      }
      if (answer.status === 401 && !hasNewToken) {
        hasNewToken = true;
        this.tokens.delete(role);
        continue;
      }
      return this.decided<T>(answer, role, method, path);
    }
  }

  private async once(role: string, method: string, path: string, key: string, body?: string, type?: string) {
    try {
      const headers: Record<string, string> = { authorization: `Bearer ${await this.token(role)}` };
      if (method !== 'GET') headers['idempotency-key'] = key;
      if (type) headers['content-type'] = type;
      const answer = await fetch(new URL(path, this.url), { method, headers, ...(body === undefined ? {} : { body }) });
      // Read here: a connection that breaks in the middle of an answer is tried again as well.
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text };
    } catch (error) {
      if (error instanceof Refused) throw error;
      return undefined;
    }
  }

  private decided<T>({ status, text }: { status: number; text: string }, role: string, method: string, path: string) {
    const json = (text ? JSON.parse(text) : {}) as T & { code?: string; detail?: string; errors?: object };
    if (status < 400) return json as T;
    const why = `${json.detail ?? text}${json.errors ? ` ${JSON.stringify(json.errors)}` : ''}`;
    throw new Refused(status, json.code ?? '', `${role}: ${method} ${path}: ${status} ${json.code ?? ''} ${why}`);
  }

  private token(role: string): Promise<string> {
    const known = this.tokens.get(role);
    if (known && known.until > Date.now()) return known.token;
    const token = this.signIn(role);
    this.tokens.set(role, { token, until: Date.now() + TOKEN_LIFE_MS });
    token.catch(() => this.tokens.delete(role));
    return token;
  }

  private async signIn(role: string): Promise<string> {
    const account = this.credentials.find(({ username, roles }) => username === role && roles.includes(role));
    if (!account) throw new Refused(401, '', `The accounts' file names nobody called ${role} whose role that is.`);
    const answer = await fetch(new URL('/api/registry/tokens', this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: account.username, password: account.password }),
    });
    if (BUSY.has(answer.status)) throw new Error(`sign-in: ${answer.status}`);
    if (!answer.ok) throw new Refused(answer.status, '', `${role} cannot sign in: ${answer.status}`);
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}

/** An emergency that was opened a moment ago has not reached every service; they say the same of one that never was. */
const isOnItsWay = ({ status, text }: { status: number; text: string }): boolean =>
  status === 404 && text.includes('"emergency.not-found"');
