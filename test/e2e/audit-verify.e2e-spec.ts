import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { processIdentity, startEmbeddedPostgres } from '@libs/persistence';
import { createTestDatabase, eventually } from '@libs/testing';

const ROOT = resolve(__dirname, '../..');
const PATIENCE = { timeoutMs: 100_000 };

let dataDir: string;
let product: ChildProcess | undefined;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fenghuo-audit-test-'));
  chmodSync(dataDir, 0o755);
});
afterAll(() => {
  if (product && product.exitCode === null && product.signalCode === null) process.kill(-product.pid!, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

const environment = (env: NodeJS.ProcessEnv) => ({
  ...process.env,
  DATABASE_URL: '',
  HOST: '',
  PORT: '0',
  FENGHUO_DATA_DIR: dataDir,
  npm_lifecycle_event: undefined,
  ...env,
});

function verify(env: NodeJS.ProcessEnv = {}, words: string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/tools/audit/main.js', ...words], {
    cwd: ROOT,
    env: environment(env),
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { status, stdout, complaint: stderr.trim().split('\n') };
}

async function startProduct(): Promise<void> {
  let output = '';
  product = spawn(process.execPath, ['dist/apps/standalone/src/main.js', '--empty'], {
    cwd: ROOT,
    env: environment({}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [product.stdout, product.stderr])
    stream!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await eventually(() => expect(output).toContain('Ready ('), PATIENCE);
}

/** The server of the data folder, taken over or started by this test. */
async function withServer<T>(
  work: (client: Client, server: { pid: number }) => Promise<T>,
  stays: boolean,
): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  const client = new Client({ connectionString: server.url });
  try {
    await client.connect();
    return await work(client, server);
  } finally {
    await client.end();
    if (stays) server.leave();
    else await server.stop();
  }
}

const INTACT = /registry +已封存 sealed [1-9]\d* · 尚未封存 not yet sealed \d+ · 违规 violations 0/;

it('npm run audit:verify verifies beside the running product, after a kill -9 of everything, and finds a forged entry', async () => {
  await startProduct();
  await eventually(() => expect(verify().stdout).toMatch(INTACT), PATIENCE);
  const running = verify();
  expect([running.status, running.complaint]).toEqual([0, ['']]);
  for (const service of ['registry', 'alerting', 'response', 'dispatch', 'resettlement', 'picture'])
    expect(running.stdout).toContain(`${service} `);
  expect(running.stdout).not.toContain('bus ');

  process.kill(-product!.pid!, 'SIGKILL');
  await eventually(() => product!.signalCode !== null || product!.exitCode !== null, PATIENCE);
  const killed = verify();
  expect([killed.status, killed.complaint]).toEqual([0, ['']]);
  expect(killed.stdout).toMatch(INTACT);

  const pid = await withServer(async (client, server) => {
    await client.query(`set session_replication_role = replica`);
    const { rowCount } = await client.query(
      `update registry.audit_log set actor_name = 'nobody' where seq = (select min(seq) from registry.audit_log)`,
    );
    expect(rowCount).toBe(1);
    return server.pid;
  }, true);
  const forged = verify();
  expect(forged.status).toBe(1);
  expect(forged.stdout).toMatch(
    /记录 1 与封存 1 不符:被篡改或调换 · entry 1 does not match seal 1: changed or swapped/,
  );
  expect(forged.stdout).toContain('发现 1 处违规 · 1 violations found');
  expect(processIdentity(pid)).toBeDefined();

  await withServer(async () => undefined, false);
  expect(verify().status).toBe(1);
  await eventually(() => processIdentity(pid) === undefined, PATIENCE);
});

describe('npm run audit:verify says in one line what to do', () => {
  it('when there are no data yet', () => {
    const { status, complaint } = verify({ FENGHUO_DATA_DIR: join(dataDir, 'nothing here') });

    expect([status, complaint]).toEqual([2, [expect.stringMatching(/还没有数据.* \/ There are no data in .* yet/)]]);
  });

  it('when the database has no logs', async () => {
    const empty = await createTestDatabase();
    const { status, complaint } = verify({ DATABASE_URL: empty.url });
    await empty.drop();

    expect([status, complaint]).toEqual([2, [expect.stringContaining('This database has no audit logs yet')]]);
  });

  it('when the database cannot be reached', () => {
    const { status, complaint } = verify({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' });

    expect([status, complaint]).toEqual([2, [expect.stringMatching(/连不上数据库.*ECONNREFUSED/)]]);
  });

  it('when it is given words', () => {
    expect(verify({}, ['now'])).toMatchObject({ status: 2, complaint: [expect.stringContaining('audit:verify')] });
  });
});
