import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Database } from '@libs/persistence';
import { createTestDatabase, eventually } from '@libs/testing';
import { startRegistryProcess } from '../registry/registry-process';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  json: any;
}

/** The built alerting as a process of its own, on a database of its own, beside a registry that signs people in. */
export interface AlertingProcess {
  url: string;
  database: Database;
  /** A bearer token of a demonstration's account. */
  token(username: string): Promise<string>;
  /** Hands a document in as the feed. */
  post(document: string | Uint8Array, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, username?: string): Promise<Answer>;
  /** How many events have left, or wait to leave. */
  eventCount(): Promise<number>;
  /** Kills the process at once and starts it again on the same database. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const MAIN = join(__dirname, '../../dist/apps/alerting/src/main.js');

export async function startAlertingProcess(): Promise<AlertingProcess> {
  const registry = await startRegistryProcess();
  const testDatabase = await createTestDatabase();
  let running = await start(testDatabase.url, registry.url);
  const database = await Database.open({ url: testDatabase.url });
  const tokens = new Map<string, string>();
  const token = async (username: string) => {
    const known = tokens.get(username) ?? (await registry.token(username));
    tokens.set(username, known);
    return known;
  };
  const request = async (path: string, options: RequestInit): Promise<Answer> => {
    const answer = await fetch(`${running.url}${path}`, options);
    const text = await answer.text();
    const json: unknown = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
    return { status: answer.status, headers: answer.headers, text, json };
  };
  return {
    get url() {
      return running.url;
    },
    database,
    token,
    post: async (document, headers = {}) =>
      request('/api/alerting/cap', {
        method: 'POST',
        headers: { authorization: `Bearer ${await token('feed')}`, 'content-type': 'application/cap+xml', ...headers },
        body: document as string,
      }),
    get: async (path, username = 'duty-officer') =>
      request(path, { headers: { authorization: `Bearer ${await token(username)}` } }),
    eventCount: async () => {
      const [row] = await database.query<{ n: string }>(
        'select (select count(*) from alerting.outbox) + (select count(*) from bus.log) as n',
      );
      return Number(row?.n);
    },
    crash: async () => {
      running.child.kill('SIGKILL');
      await running.ended;
      running = await start(testDatabase.url, registry.url);
    },
    stop: async () => {
      running.child.kill('SIGTERM');
      await running.ended;
      await database.close();
      await testDatabase.drop();
      await registry.stop();
    },
  };
}

async function start(databaseUrl: string, registryUrl: string) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      ALERTING_DATABASE_URL: databaseUrl,
      AUTH_JWKS_URL: `${registryUrl}/api/registry/.well-known/jwks.json`,
      KAFKA_BROKERS: '',
      HTTP_PORT: '0',
      LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const url = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`alerting ended with ${child.exitCode}`);
    return /^(http:\/\/\S+)$/m.exec(output)?.[1] ?? false;
  });
  return { child, ended, url };
}
