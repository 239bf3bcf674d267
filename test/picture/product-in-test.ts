import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, freePort } from '@libs/testing';

const ROOT = resolve(__dirname, '../..');

/** The whole product as `npm start -- --empty` starts it, with demonstration accounts, in a folder of its own. */
export interface ProductInTest {
  url: string;
  passwordOf(username: string): string;
  /** A bearer token of the demonstration account. */
  token(username: string): Promise<string>;
  /** Hands a CAP document in as the weather feed. */
  post(document: string): Promise<Response>;
  stop(): Promise<void>;
}

export async function startProduct(): Promise<ProductInTest> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fenghuo-page-'));
  // Where only root may enter, root's database would lie outside of it.
  chmodSync(dataDir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/standalone/src/main.js'), '--empty'], {
    cwd: ROOT,
    env: { ...process.env, HOST: '', DATABASE_URL: '', PORT: String(port), FENGHUO_DATA_DIR: join(dataDir, 'data') },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise((done) => child.once('close', done));
  const url = `http://127.0.0.1:${port}`;
  const credentials = () =>
    JSON.parse(readFileSync(join(dataDir, 'data/demo-credentials.json'), 'utf8')) as {
      username: string;
      password: string;
    }[];
  await eventually(
    () => (child.exitCode === null ? expect(output).toContain('Ready (') : Promise.reject(new Error(output))),
    { timeoutMs: 100_000 },
  );

  const passwordOf = (name: string) => credentials().find(({ username }) => username === name)!.password;
  const token = async (username: string): Promise<string> => {
    const response = await fetch(`${url}/api/registry/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: passwordOf(username) }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  return {
    url,
    passwordOf,
    token,
    post: async (body) =>
      fetch(`${url}/api/alerting/cap`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await token('feed')}`, 'content-type': 'application/cap+xml' },
        body,
      }),
    async stop() {
      process.kill(-child.pid!, 'SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
