import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ask } from '../../apps/standalone/src/city-services';
import type { Journal } from './journal';

/** How long a command is tried before that counts as an error that the client saw; ms. */
const PATIENCE_MS = 600_000;
const ONE_TRY_MS = 20_000;
const TOKEN_LIFE_MS = 5 * 60_000;
const BUSY = new Set([408, 429, 502, 503, 504]);
const MOST_NEW_TOKENS = 20;

/** The product said no; the same command again would hear the same. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** A command as it goes over the wire, again and again until it is answered. */
export interface Command {
  role: string;
  path: string;
  key: string;
  type: string;
  body: string;
}

/** What the clients have met with. */
export interface Tally {
  acknowledged: number;
  /** The longest that one has tried until it was acknowledged. */
  longestMs: number;
  /** Business refusals by code. */
  refused: Map<string, number>;
  /** Tries that had to be repeated, by what came instead of an answer: what a client that does not retry would have seen. */
  repeated: Map<string, number>;
  /** What the retrying client itself saw: neither done nor refused. */
  errors: string[];
}

export const newTally = (): Tally => ({
  acknowledged: 0,
  longestMs: 0,
  refused: new Map(),
  repeated: new Map(),
  errors: [],
});

interface Answer {
  status: number;
  retryAfterMs: number;
  text: string;
}

/**
 * The users of the load: each account holds one role, everything goes over the public API. A command is sent with the
 * same key until it is decided, and is in the journal before anything follows from it.
 */
export class Client {
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();
  private readonly accounts: { username: string; password: string }[];

  constructor(
    private readonly url: string,
    credentialsFile: string,
    private readonly journal: Journal,
    readonly tally: Tally = newTally(),
  ) {
    this.accounts = JSON.parse(readFileSync(credentialsFile, 'utf8')) as typeof this.accounts;
  }

  get<T extends object>(role: string, path: string): Promise<T> {
    return this.decided<T>('GET', { role, path, key: '', type: '', body: '' }).then(({ answer }) => answer);
  }

  /** Every item of a list, page by page. */
  async all<T>(role: string, path: string, filters: Record<string, string> = {}): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined;) {
      const query = new URLSearchParams({ limit: '200', ...filters, ...(cursor ? { cursor } : {}) });
      const page: { items: T[]; next?: string | null } = await this.get(role, `${path}?${query}`);
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  async post<T extends object>(role: string, path: string, body: object = {}): Promise<T> {
    const command = { role, path, key: randomUUID(), type: 'application/json', body: JSON.stringify(body) };
    const { status, answer } = await this.decided<T>('POST', command);
    this.acknowledge(command, status, answer);
    return answer;
  }

  /** One request as it is, outside of the load and of the journal. */
  async ask({ method, url, headers, payload }: Parameters<Ask>[0]): ReturnType<Ask> {
    const body = payload ? { body: new Uint8Array(payload) } : {};
    const answer = await fetch(new URL(url, this.url), { method, headers, ...body });
    return { statusCode: answer.status, body: await answer.text() };
  }

  /** Hands in a CAP document. */
  async cap(document: string): Promise<{ warningId?: string; verdict: string }> {
    const command = { role: 'feed', path: '/api/alerting/cap', key: '', type: 'application/cap+xml', body: document };
    const { status, answer } = await this.decided<{ warningId?: string; verdict: string }>('POST', command);
    this.acknowledge(command, status, answer, createHash('sha256').update(document).digest('hex'));
    this.onAcknowledged(command);
    return answer;
  }

  /** Called with every command that was acknowledged, so that a probe may send it once more. */
  onAcknowledged: (command: Command) => void = () => undefined;

  /** One try at one process. @returns whether it was answered as a command that is done. */
  async isTaken(url: string, { role, path, key, type, body }: Command, timeoutMs: number): Promise<boolean> {
    const answer = await this.once(url, 'POST', { role, path, key, type, body }, timeoutMs).catch(() => undefined);
    return typeof answer === 'object' && answer.status < 300;
  }

  /** One look at one process. */
  async isShown(url: string, role: string, path: string, timeoutMs: number): Promise<boolean> {
    const look = { role, path, key: '', type: '', body: '' };
    const answer = await this.once(url, 'GET', look, timeoutMs).catch(() => undefined);
    return typeof answer === 'object' && answer.status < 300;
  }

  /** One sign-in at one process: the command of the registry. */
  async isSignedIn(url: string, role: string, timeoutMs: number): Promise<boolean> {
    return this.signIn(url, role, timeoutMs).then(
      () => true,
      () => false,
    );
  }

  private acknowledge(command: Command, status: number, answer: object, sha256?: string): void {
    const { role, path, key } = command;
    const at = new Date().toISOString();
    this.journal.write({ at, role, path, key, ...(sha256 ? { sha256 } : {}), status, answer });
    this.tally.acknowledged += 1;
    this.onAcknowledged(command);
  }

  private async decided<T>(method: string, command: Command): Promise<{ status: number; answer: T }> {
    const begun = Date.now();
    const end = begun + PATIENCE_MS;
    let newTokens = 0;
    for (let tried = 0; ; tried += 1) {
      const answer = await this.once(this.url, method, command, ONE_TRY_MS);
      const why = typeof answer === 'string' ? answer : String(answer.status);
      if (typeof answer === 'object') {
        if (answer.status < 400) {
          this.tally.longestMs = Math.max(this.tally.longestMs, Date.now() - begun);
          return { status: answer.status, answer: (answer.text ? JSON.parse(answer.text) : {}) as T };
        }
        if (answer.status === 401 && newTokens < MOST_NEW_TOKENS) {
          newTokens += 1;
          this.tokens.delete(command.role);
        } else if (!BUSY.has(answer.status) && !isOnItsWay(answer)) throw this.refusal(command, answer);
        if (isOnItsWay(answer)) tried -= 1;
        else add(this.tally.repeated, why);
      } else add(this.tally.repeated, why);
      if (Date.now() > end)
        throw this.error(`${command.role}: ${method} ${command.path}: ${why} for ${PATIENCE_MS} ms`);
      const wait = typeof answer === 'object' ? answer.retryAfterMs : 0;
      await pause(Math.min(wait || 50 * 2 ** Math.min(Math.max(tried, 0), 4), 2_000));
    }
  }

  private refusal({ role, path }: Command, { status, text }: Answer): Error {
    const { code = '', detail = text } = readProblem(text);
    if (status >= 500) return this.error(`${role}: ${path}: ${status} ${text.slice(0, 300)}`);
    add(this.tally.refused, code || String(status));
    return new Refused(status, code, `${role}: ${path}: ${status} ${code} ${detail}`);
  }

  private error(text: string): Error {
    this.tally.errors.push(text);
    return new Error(text);
  }

  /** The answer, or in a word why there was none. */
  private async once(
    url: string,
    method: string,
    { role, path, key, type, body }: Command,
    timeoutMs: number,
  ): Promise<Answer | string> {
    try {
      const headers: Record<string, string> = { authorization: `Bearer ${await this.token(url, role, timeoutMs)}` };
      if (key) headers['idempotency-key'] = key;
      if (type) headers['content-type'] = type;
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(new URL(path, url), {
        method,
        headers,
        signal,
        ...(method === 'GET' ? {} : { body }),
      });
      // Read here: a connection that breaks in the middle of an answer is tried again as well.
      const text = await response.text();
      const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1_000;
      return { status: response.status, retryAfterMs, text };
    } catch (error) {
      const { cause, name } = error as { cause?: { code?: string }; name: string };
      return cause?.code ?? name;
    }
  }

  /** Always of the registry behind the one address of the product: other processes have no sign-in. */
  private token(_url: string, role: string, timeoutMs: number): Promise<string> {
    const known = this.tokens.get(role);
    if (known && known.until > Date.now()) return known.token;
    const token = this.signIn(this.url, role, timeoutMs);
    this.tokens.set(role, { token, until: Date.now() + TOKEN_LIFE_MS });
    token.catch(() => this.tokens.delete(role));
    return token;
  }

  private async signIn(url: string, role: string, timeoutMs: number): Promise<string> {
    const account = this.accounts.find(({ username }) => username === role);
    if (!account) throw new Error(`no account of the role ${role}`);
    const { username, password } = account;
    const answer = await fetch(new URL('/api/registry/tokens', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) throw Object.assign(new Error('sign-in'), { name: `sign-in ${answer.status}` });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}

/** An emergency or warning that was opened a moment ago has not reached every service. */
const isOnItsWay = ({ status, text }: Answer): boolean => status === 404 && text.includes('"emergency.not-found"');

const readProblem = (text: string): { code?: string; detail?: string } => {
  try {
    return JSON.parse(text) as { code?: string; detail?: string };
  } catch {
    return {};
  }
};

const add = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
