import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { eventually } from '@libs/testing';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { binariesIn, findBinaries } from './platform-package';
import { isRunning } from './process-identity';
import { binariesFor, serverAccount } from './server-account';

/** A process of its own that starts the database and then only lives, so that it can be killed. */
const STARTER = `
  const { transformFileSync } = require('@swc/core');
  const options = { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
  require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file);
  const { startEmbeddedPostgres } = require(process.argv[1]);
  setInterval(() => {}, 1000);
  startEmbeddedPostgres({ dataDir: process.argv[2] }).then(
    ({ pid, port, reused }) => console.log(JSON.stringify({ pid, port, reused })),
    ({ code }) => console.log(JSON.stringify({ code })),
  );
`;

interface Started {
  pid?: number;
  port?: number;
  code?: string;
}

let parent: string;
let home: string;
const running = new Set<EmbeddedPostgres>();
const starters = new Set<ChildProcess>();

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'fenghuo-embedded-'));
  chmodSync(parent, 0o755);
  home = join(parent, 'postgres');
});

afterEach(async () => {
  for (const starter of starters) starter.kill('SIGKILL');
  starters.clear();
  for (const postgres of running) await postgres.stop();
  running.clear();
});

afterAll(() => rmSync(parent, { recursive: true, force: true, maxRetries: 10 }));

async function start(dataDir = home, log?: (line: string) => void): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  running.add(postgres);
  return postgres;
}

function startElsewhere(dataDir = home): { starter: ChildProcess; started: Promise<Started> } {
  const starter = spawn(process.execPath, ['-e', STARTER, join(__dirname, 'embedded-postgres.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  starters.add(starter);
  const started = new Promise<Started>((resolve) => {
    starter.stdout?.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()) as Started));
  });
  return { starter, started };
}

async function kill(starter: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => starter.once('exit', resolve));
  starter.kill('SIGKILL');
  await gone;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('starts in an empty folder, only for this machine and only with its password', async () => {
    const postgres = await start();

    const [settings] = await query(
      postgres.url,
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
        current_setting('server_encoding') as encoding, current_setting('unix_socket_directories') as sockets,
        (select count(*) filter (where auth_method <> 'scram-sha-256') from pg_hba_file_rules) as open_doors`,
    );
    expect(settings).toEqual({ addresses: '127.0.0.1', fsync: 'on', encoding: 'UTF8', sockets: '', open_doors: '0' });
    expect(postgres.reused).toBe(false);
    expect(statSync(join(home, 'password')).mode & 0o777).toBe(0o600);
    const stranger = postgres.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(stranger, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('knows Chinese letters', async () => {
    const { url } = await start();

    const rows = await query(
      url,
      `select '庆阳' ~ '^[[:alpha:]]+$' as letters, 'z' < '庆' as sorted, upper('é') as upper`,
    );

    expect(rows).toEqual([{ letters: true, sorted: true, upper: 'É' }]);
  });

  it('keeps its data and its port from one start to the next, and leaves no process', async () => {
    const first = await start();
    await query(first.url, 'create table kept (n int); insert into kept values (1)');
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await start();

    expect(second.port).toBe(first.port);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('says when it ends unasked, and recovers every committed row after kill -9', async () => {
    const first = await start();
    await query(first.url, 'create table survived as select generate_series(1, 1000) as n');
    const ended = new Promise<void>((resolve) => first.onExit(resolve));
    process.kill(first.pid, 'SIGKILL');
    await ended;

    const second = await start();

    expect(second.reused).toBe(false);
    expect(await query(second.url, 'select count(*) from survived')).toEqual([{ count: '1000' }]);
  });

  it('is taken over when the process that started it was killed', async () => {
    const { starter, started } = startElsewhere();
    const orphan = await started;
    await kill(starter);

    const postgres = await start();

    expect(postgres).toMatchObject({ pid: orphan.pid, port: orphan.port, reused: true });
    const ended = jest.fn();
    postgres.onExit(ended);
    await postgres.stop();
    expect(isRunning(postgres.pid)).toBe(false);
    expect(ended).not.toHaveBeenCalled();
  });

  it('says so when a server that it took over ends unasked', async () => {
    const { starter, started } = startElsewhere();
    await started;
    await kill(starter);
    const postgres = await start();
    const ended = new Promise<void>((resolve) => postgres.onExit(resolve));

    process.kill(postgres.pid, 'SIGKILL');

    await ended;
  });

  it('is not held up by a note whose pid belongs to another program now', async () => {
    await (await start()).stop();
    const lines = [process.pid, join(home, 'cluster'), 1, 1, '', '127.0.0.1', '  1  1', 'ready   ', ''];
    writeFileSync(join(home, 'cluster', 'postmaster.pid'), lines.join('\n'));

    const postgres = await start();

    expect(postgres.reused).toBe(false);
    expect(await query(postgres.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('takes another port when somebody else has its own', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    try {
      await expect(startEmbeddedPostgres({ dataDir: home, port: first.port })).rejects.toMatchObject({
        code: 'embedded-postgres.port-taken',
      });
      expect((await start()).port).not.toBe(first.port);
    } finally {
      squatter.close();
    }
  });

  it('lets one of two simultaneous starts win and tells the other why', async () => {
    const outcomes = await Promise.all([startElsewhere().started, startElsewhere().started]);

    expect(outcomes.map(({ code }) => code).sort()).toEqual(['embedded-postgres.in-use', undefined]);
    await expect(startEmbeddedPostgres({ dataDir: home })).rejects.toMatchObject({
      code: 'embedded-postgres.in-use',
      text: { en: expect.stringContaining('in use by another process') },
    });
    for (const starter of starters) await kill(starter);
    await (await start()).stop();
  });

  it('begins again when the first start was killed in the middle', async () => {
    const folder = join(parent, 'interrupted');
    const { starter } = startElsewhere(folder);
    const half = await eventually(() => {
      const draft = existsSync(folder) && readdirSync(folder).find((name) => name.startsWith('cluster.new-'));
      return draft && existsSync(join(folder, draft, 'data', 'base')) && draft;
    });
    await kill(starter);
    expect(existsSync(join(folder, 'cluster'))).toBe(false);

    const postgres = await start(folder);

    expect(await query(postgres.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(readdirSync(folder)).not.toContain(half);
  });

  it('works below a long path with spaces and Chinese characters', async () => {
    const folder = join(parent, `my project 烽火 ${'长'.repeat(40)}`, "it's (here)");

    const postgres = await start(folder);

    expect(await query(postgres.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('does not take vanished data for an empty beginning', async () => {
    const folder = join(parent, 'vanished');
    mkdirSync(folder);
    symlinkSync(join(parent, 'gone'), join(folder, 'cluster'));

    await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toMatchObject({
      code: 'embedded-postgres.data-missing',
    });
  });

  if (process.getuid?.() === 0) {
    it('puts its data outside of a project that only root may enter, and says where', async () => {
      const closed = join(parent, 'closed', 'postgres');
      mkdirSync(dirname(closed), { mode: 0o700 });
      const lines: string[] = [];
      const first = await start(closed, (line) => lines.push(line));
      const outside = dirname(readlinkSync(join(closed, 'cluster')));
      try {
        await query(first.url, 'create table kept ()');
        await first.stop();
        const second = await start(closed, (line) => lines.push(line));

        expect(await query(second.url, 'select count(*) from kept')).toEqual([{ count: '0' }]);
        expect(lines).toEqual([expect.stringContaining(outside)]);
        expect(statSync(outside).uid).toBe(serverAccount()?.uid);
        expect(statSync(outside).mode & 0o777).toBe(0o700);
        await second.stop();
      } finally {
        rmSync(outside, { recursive: true });
      }
    });

    it('runs a copy of its programs, closed to tampering, when only root may enter the project', () => {
      const found = findBinaries();
      const closed = join(parent, 'closed-programs');
      mkdirSync(closed, { mode: 0o700 });
      cpSync(found.native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
      const account = serverAccount()!;

      const copy = binariesFor(account, binariesIn(join(closed, 'native'), `0-test-${process.pid}`));
      try {
        expect(copy.copied).toBe(true);
        expect(statSync(copy.native)).toMatchObject({ uid: 0, mode: 0o40755 });
        expect(statSync(copy.postgres)).toMatchObject({ uid: 0, mode: 0o100755 });
        expect(binariesFor(account, binariesIn(join(closed, 'native'), `0-test-${process.pid}`))).toEqual(copy);
        expect(spawnSync(copy.postgres, ['--version'], { ...account, cwd: '/' }).stdout.toString()).toContain('18');
      } finally {
        rmSync(copy.native, { recursive: true });
      }
    });
  }

  it('does not let its log grow without end', async () => {
    const log = join(home, 'postgres.log');
    writeFileSync(log, 'x'.repeat(20_000_000));

    await start();

    expect(statSync(`${log}.1`).size).toBe(20_000_000);
    expect(statSync(log).size).toBeLessThan(20_000);
  });

  it('keeps its log, and no values of rows in it', async () => {
    const { url } = await start();
    await query(url, 'create table phones (phone text unique); insert into phones values ($$13800138000$$)');

    await expect(query(url, 'insert into phones values ($$13800138000$$)')).rejects.toThrow('duplicate key');

    const log = readFileSync(join(home, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key value');
    expect(log).not.toContain('13800138000');
  });
});
