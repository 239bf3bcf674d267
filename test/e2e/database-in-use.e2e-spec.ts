import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Database, migrate, Occupancy } from '@libs/persistence';
import { createTestDatabase, eventually, type TestDatabase } from '@libs/testing';
import { SCHEMAS } from '../../apps/standalone/src/schemas';

const ROOT = resolve(__dirname, '../..');

jest.setTimeout(300_000);

interface Running {
  output(): string;
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

let folder: string;
let database: TestDatabase;
const running: Running[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fenghuo-in-use-'));
  chmodSync(folder, 0o755);
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** A launcher on the test's database, with a data folder of its own. */
function run(script: string, words: string[], name: string, environment: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [join('dist', script), ...words], {
    cwd: ROOT,
    env: {
      ...process.env,
      HOST: '',
      PORT: '0',
      REDIS_URL: '',
      KAFKA_BROKERS: '',
      DATABASE_URL: database.url,
      FENGHUO_DATA_DIR: join(folder, name),
      npm_lifecycle_event: undefined,
      ...environment,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const started = {
    output: () => output,
    ended,
    stop: async () => {
      if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
      await ended;
    },
  };
  running.push(started);
  return started;
}

const standalone = (name: string, environment: NodeJS.ProcessEnv = {}) =>
  run('apps/standalone/src/main.js', ['--empty'], name, environment);
const cluster = (environment: NodeJS.ProcessEnv) =>
  run('tools/cluster/main.js', ['--port', '0', '--empty'], 'cluster', environment);

describe('a database that a standalone runs on', () => {
  it('is refused to a second one and to a cluster, with a message that says who has it, and is free after a kill -9', async () => {
    const first = standalone('first');
    await eventually(() => expect(first.output()).toContain('Ready ('), { timeoutMs: 200_000 });

    const refused = [standalone('second'), cluster({})];

    for (const { ended, output } of refused) {
      expect([await ended, output()]).toEqual([1, expect.stringContaining('Another Fenghuo runs on this database')]);
      expect(output()).toMatch(/另一套烽火正在使用这个数据库（DATABASE_URL）：fenghuo standalone \(127\.0\.0\.1\)/);
    }
    await first.stop();
    const occupancy = await Occupancy.take(database.url, 'standalone');
    await occupancy.release();
  });
});

describe('a launcher ends, naming the variable and what it was given,', () => {
  it.each([
    ['DATABASE_URL', 'postgres://a:secret@127.0.0.1:1/c', 'DATABASE_URL=postgres://a:***@127.0.0.1:1/c'],
    ['KAFKA_BROKERS', '127.0.0.1:1', 'KAFKA_BROKERS=127.0.0.1:1'],
    ['KAFKA_BROKERS', 'localhost', 'KAFKA_BROKERS=localhost'],
    ['REDIS_URL', 'redis://127.0.0.1:1', 'REDIS_URL=redis://127.0.0.1:1'],
  ])('when a cluster cannot reach %s=%s', async (variable, value, named) => {
    const { ended, output } = cluster({ [variable]: value });

    expect([await ended, output()]).toEqual([1, expect.stringContaining(`${named} cannot be reached`)]);
    expect(output()).toContain(`${named} 连接不上`);
    expect(output()).not.toContain('secret');
  });

  it('when a standalone cannot reach DATABASE_URL', async () => {
    const { ended, output } = standalone('first', { DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/c' });

    expect([await ended, output()]).toEqual([
      1,
      expect.stringContaining('DATABASE_URL=postgres://a:***@127.0.0.1:1/c'),
    ]);
  });
});

describe('a database whose events have travelled over Kafka', () => {
  it('is refused to a standalone in process', async () => {
    await migrate(database.url, SCHEMAS);
    const opened = await Database.open({ url: database.url });
    await opened.query(`insert into picture.feed_positions values ('picture.board.v1', 'alerting.warning', 0, 1)`);
    await opened.close();

    const { ended, output } = standalone('first');

    expect([await ended, output()]).toEqual([
      1,
      expect.stringContaining('have travelled over Kafka: set KAFKA_BROKERS'),
    ]);
  });
});
