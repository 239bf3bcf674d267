import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Database } from '@libs/persistence';
import { createTestDatabase, eventually } from '@libs/testing';

/** The built registry as a process of its own, on a database of its own, with a demonstration's accounts. */
export interface RegistryProcess {
  url: string;
  database: Database;
  /** By user name. */
  passwords: Record<string, string>;
  /** A bearer token. */
  token(username: string, password?: string): Promise<string>;
  request(
    method: string,
    path: string,
    options?: { token?: string; body?: string | object; headers?: Record<string, string> },
  ): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  json: any;
}

const MAIN = join(__dirname, '../../dist/apps/registry/src/main.js');

export async function startRegistryProcess(): Promise<RegistryProcess> {
  const testDatabase = await createTestDatabase();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      FENGHUO_DEMO: 'true',
      REGISTRY_DATABASE_URL: testDatabase.url,
      HTTP_PORT: '0',
      LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const url = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`the registry ended with ${child.exitCode}`);
    return /^(http:\/\/\S+)$/m.exec(output)?.[1] ?? false;
  });
  const passwords = Object.fromEntries(
    [...output.matchAll(/仅显示一次: (\S+) (\S+)/g)].map(([, name, password]) => [name!, password!]),
  );
  const database = await Database.open({ url: testDatabase.url });

  const request: RegistryProcess['request'] = async (method, path, { token, body, headers = {} } = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined,
    };
  };
  const token: RegistryProcess['token'] = async (username, password = passwords[username]) =>
    (await request('POST', '/api/registry/tokens', { body: { username, password } })).json.access_token as string;
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await database.close();
    await testDatabase.drop();
  };
  return { url, database, passwords, token, request, stop };
}
