import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { processIdentity } from '@libs/persistence';
import { eventually, freePort } from '@libs/testing';
import { ConsoleInTest } from '../picture/console-in-test';

const ROOT = resolve(__dirname, '../..');
const MAIN = join(ROOT, 'dist/apps/standalone/src/main.js');
/** What a busy machine may take to be ready; the limit only ends what hangs. */
const PATIENCE = { timeoutMs: 100_000 };

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  json: any;
}

interface RequestOptions {
  /** A demonstration's account. */
  as?: string;
  /** Instead of `as`. */
  token?: string;
  /** An object is sent as JSON, a text as a CAP document. */
  body?: object | string;
}

/** The built product as `npm start` starts it, in a process group and a folder of its own. */
export class StandaloneProcess {
  private readonly tokens = new Map<string, Promise<string>>();
  private running: { pid: number; ended: Promise<unknown> } | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly brokers: string,
    private readonly withCity: boolean,
  ) {}

  /**
   * @param brokers of Kafka; none means the in-process transport.
   * @param withCity whether the demonstration city is loaded first.
   */
  static async start(brokers = '', withCity = false): Promise<StandaloneProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'fenghuo-story-'));
    // Where only root may enter, root's database would lie outside of it, and stay behind.
    chmodSync(folder, 0o755);
    const product = new StandaloneProcess(folder, await freePort(), brokers, withCity);
    try {
      await product.startAgain();
      return product;
    } catch (error) {
      await product.stop();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything that it keeps. */
  get dataDir(): string {
    return join(this.folder, 'data');
  }

  /** Where the demonstration's accounts are kept. */
  get credentialsFile(): string {
    return join(this.folder, 'data/demo-credentials.json');
  }

  async startAgain(): Promise<void> {
    const child = spawn(process.execPath, [MAIN, ...(this.withCity ? [] : ['--empty'])], {
      cwd: ROOT,
      env: {
        ...process.env,
        HOST: '',
        DATABASE_URL: '',
        KAFKA_BROKERS: this.brokers,
        PORT: String(this.port),
        FENGHUO_DATA_DIR: join(this.folder, 'data'),
        npm_lifecycle_event: undefined,
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
    this.running = { pid: child.pid!, ended: new Promise((done) => child.once('close', done)) };
    await eventually(() => expect(output).toContain('Ready ('), PATIENCE);
  }

  /** As `kill -9` of every process, the database's too. */
  async killAll(): Promise<void> {
    const database = this.postmaster;
    process.kill(-this.running!.pid, 'SIGKILL');
    if (database) process.kill(database, 'SIGKILL');
    await this.running!.ended;
    this.running = undefined;
    await eventually(() => database === undefined || processIdentity(database) === undefined, PATIENCE);
  }

  async stop(): Promise<void> {
    if (this.running) process.kill(-this.running.pid, 'SIGTERM');
    await this.running?.ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  /** A bearer token of a demonstration's account; the same one each time. */
  token(username: string): Promise<string> {
    const known = this.tokens.get(username) ?? this.signIn(username);
    this.tokens.set(username, known);
    return known;
  }

  /** A bearer token of a session of its own. */
  async signIn(username: string, password = this.passwordOf(username)): Promise<string> {
    const body = { username, password };
    return (await this.request('POST', '/api/registry/tokens', { body })).json.access_token as string;
  }

  async request(method: string, path: string, { as, token, body }: RequestOptions = {}): Promise<Answer> {
    const bearer = token ?? (as && (await this.token(as)));
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...(body ? { 'content-type': typeof body === 'string' ? 'application/cap+xml' : 'application/json' } : {}),
      },
      ...(body ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, json: isJson && text ? JSON.parse(text) : undefined };
  }

  /** A console of the duty officer that listens to the live stream. */
  async listen(lastEventId?: string): Promise<ConsoleInTest> {
    return ConsoleInTest.connect(`${this.url}/api/picture/stream`, {
      authorization: `Bearer ${await this.token('duty-officer')}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    });
  }

  private passwordOf(username: string): string {
    const file = readFileSync(this.credentialsFile, 'utf8');
    return (JSON.parse(file) as { username: string; password: string }[]).find((one) => one.username === username)!
      .password;
  }

  private get postmaster(): number | undefined {
    const file = readFileSync(join(this.folder, 'data/postgres/cluster/postmaster.pid'), 'utf8');
    return Number(file.split('\n')[0]) || undefined;
  }
}
