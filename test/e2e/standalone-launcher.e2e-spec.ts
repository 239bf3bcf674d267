import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { processIdentity } from '@libs/persistence';
import { eventually } from '@libs/testing';

const ROOT = resolve(__dirname, '../..');
const MAIN = join(ROOT, 'dist/apps/standalone/src/main.js');
/** What a newcomer's machine may take to be ready; the limit only ends what hangs. */
const PATIENCE = { timeoutMs: 100_000 };

/** A start of the product in a process group of its own, as a terminal gives it. */
interface Start {
  process: ChildProcess;
  output(): string;
  /** Exit code once it has ended. */
  ended: Promise<number | null>;
  /** As Ctrl-C or kill -9 do: to every process of the group. */
  signalGroup(signal: NodeJS.Signals): void;
}

let dataDir: string;
let port: number;
const starts: Start[] = [];
const squatters: Server[] = [];

beforeAll(async () => {
  const parent = mkdtempSync(join(tmpdir(), 'fenghuo-story-'));
  // Where only root may enter, root's database would lie outside of it, and stay behind.
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'my data 烽火');
  const probe = await squat(0);
  port = (probe.address() as AddressInfo).port;
  await new Promise((done) => probe.close(done));
});

afterEach(async () => {
  for (const started of starts.splice(0)) {
    killGroup(started);
    await started.ended;
  }
  for (const squatter of squatters.splice(0)) squatter.close();
  const database = postmaster();
  if (database && isAlive(database)) process.kill(database, 'SIGINT');
  await eventually(() => !isAlive(database) && !isAlive(application()), PATIENCE);
});

afterAll(() => rmSync(resolve(dataDir, '..'), { recursive: true, force: true, maxRetries: 10 }));

function start(
  command: string = process.execPath,
  args: string[] = [MAIN, '--empty'],
  env: NodeJS.ProcessEnv = {},
): Start {
  const inherited = { ...process.env, HOST: '', DATABASE_URL: '', npm_lifecycle_event: undefined };
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...inherited, PORT: String(port), FENGHUO_DATA_DIR: dataDir, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const started: Start = {
    process: child,
    output: () => output,
    ended: new Promise((done) => child.once('close', (code) => done(code))),
    signalGroup: (signal) => void process.kill(-child.pid!, signal),
  };
  starts.push(started);
  return started;
}

async function readyStart(command?: string, args?: string[]): Promise<Start> {
  const started = start(command, args);
  await eventually(() => expect(started.output()).toContain('Ready ('), PATIENCE);
  return started;
}

async function isReady(): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
  return answer.status === 200;
}

function squat(at: number): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(at, '127.0.0.1', () => done(server));
  });
}

function read(...path: string[]): string | undefined {
  try {
    return readFileSync(join(dataDir, ...path), 'utf8');
  } catch {
    return undefined;
  }
}

function postmaster(): number | undefined {
  return Number(read('postgres', 'cluster', 'postmaster.pid')?.split('\n')[0]) || undefined;
}

function application(): number | undefined {
  const lock = JSON.parse(read('standalone.lock') ?? '{}') as { note?: { application?: { pid: number } } };
  return lock.note?.application?.pid;
}

function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && processIdentity(pid) !== undefined;
}

/** Whatever a test has left of it, also when it failed. */
function killGroup(started: Start): void {
  try {
    started.signalGroup('SIGKILL');
  } catch {
    // Nothing is left.
  }
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({
    host: '127.0.0.1',
    port: Number(read('postgres', 'port')),
    user: 'fenghuo',
    database: 'fenghuo',
    password: read('postgres', 'password'),
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('npm start', () => {
  it('prints its address first, is ready there, and Ctrl-C ends it cleanly without leaving a process', async () => {
    const started = await readyStart();
    const pids = [started.process.pid, application(), postmaster()];
    expect(started.output().split('\n')[0]).toContain(`http://127.0.0.1:${port}`);
    expect(await isReady()).toBe(true);
    expect(pids.map(isAlive)).toEqual([true, true, true]);

    started.signalGroup('SIGINT');

    expect(await started.ended).toBe(0);
    expect(pids.map(isAlive)).toEqual([false, false, false]);
    expect(read('standalone.lock')).toBeUndefined();
  });

  it('ends as cleanly when it is asked to before it is ready', async () => {
    const started = start();
    await eventually(() => expect(started.output()).toContain('Starting'), PATIENCE);

    started.process.kill('SIGTERM');

    expect(await started.ended).toBe(0);
    expect(isAlive(postmaster())).toBe(false);
  });

  it.each(['group', 'npm'] as const)('ends with npm when the signal goes to the %s', async (target) => {
    const started = await readyStart('npm', ['start', '--ignore-scripts', '--', '--empty']);
    const pids = [application(), postmaster()];

    if (target === 'group') started.signalGroup('SIGINT');
    else started.process.kill('SIGTERM');
    await started.ended;

    await eventually(() => expect(pids.map(isAlive)).toEqual([false, false]), PATIENCE);
    expect(started.output()).toContain('Stopped');
  });

  it('keeps its data when every process is killed, and is ready again at the next start', async () => {
    const first = await readyStart();
    await query('create table acknowledged as select 7 as n');
    const database = postmaster()!;
    first.signalGroup('SIGKILL');
    process.kill(database, 'SIGKILL');
    await first.ended;

    await readyStart();

    expect(await query('select n from acknowledged')).toEqual([{ n: 7 }]);
  });

  it('goes on with the database that a kill of the others has left running', async () => {
    const first = await readyStart();
    const database = postmaster();
    first.signalGroup('SIGKILL');
    await first.ended;

    const second = await readyStart();

    expect(postmaster()).toBe(database);
    second.signalGroup('SIGINT');
    expect(await second.ended).toBe(0);
    expect(isAlive(database)).toBe(false);
  });

  it('ends its application when only the launcher is killed, and can be started again', async () => {
    const first = await readyStart();
    const left = application();
    first.process.kill('SIGKILL');

    await readyStart();

    expect(application()).not.toBe(left);
    expect(isAlive(left)).toBe(false);
  });

  it('says in one line where it runs when it is started a second time on the same data', async () => {
    const first = await readyStart();

    const second = start();

    expect(await second.ended).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringContaining(`Already running at http://127.0.0.1:${port} (pid ${first.process.pid})`),
    ]);
    expect(await isReady()).toBe(true);
  });

  it('says in one line what to do when its port is taken, and leaves nothing running', async () => {
    squatters.push(await squat(port));

    const started = start();

    expect(await started.ended).toBe(1);
    expect(started.output().trim().split('\n')).toEqual([expect.stringContaining(`Port ${port} is in use`)]);
    expect(isAlive(postmaster())).toBe(false);
    expect(read('standalone.lock')).toBeUndefined();
  });

  it('says in one line what is wrong with a setting', async () => {
    const started = start(undefined, undefined, { PORT: 'http' });

    expect(await started.ended).toBe(1);
    expect(started.output().trim().split('\n')).toEqual([expect.stringContaining('PORT=http is not a port')]);
  });

  it('starts an application that dies again, on the same database', async () => {
    const started = await readyStart();
    const [database, dead] = [postmaster(), application()];

    process.kill(dead!, 'SIGKILL');

    await eventually(() => expect(started.output()).toContain('The application is back'), PATIENCE);
    expect(application()).not.toBe(dead);
    expect(postmaster()).toBe(database);
    expect(await isReady()).toBe(true);
  });

  it('starts a database that dies again, where the application expects it', async () => {
    const started = await readyStart();
    const [database, at] = [postmaster(), read('postgres', 'port')];

    process.kill(database!, 'SIGKILL');

    await eventually(() => expect(started.output()).toContain('The database is back'), PATIENCE);
    expect(read('postgres', 'port')).toBe(at);
    expect(await query('select 1 as n')).toEqual([{ n: 1 }]);
    await eventually(isReady, PATIENCE);
  });
});
