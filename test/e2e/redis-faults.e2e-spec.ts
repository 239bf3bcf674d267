import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@libs/persistence';
import { eventually, ownKafkaAvailable, redisAvailable, startRedis, type RedisInTest } from '@libs/testing';
import { startCluster, type Cluster } from '../../tools/cluster/cluster';
import { ConsoleInTest } from '../picture/console-in-test';

const ROOT = resolve(__dirname, '../..');
const PATIENCE = { timeoutMs: 200_000 };
/** How long each state of Redis lasts; none of what is promised depends on it. */
const STATE_MS = 700;

// A whole replay: the limit only ends what hangs.
jest.setTimeout(900_000);

/** What is done to Redis, in this order and again, for as long as the replay goes on. */
const FAULTS: readonly ((redis: RedisInTest) => unknown)[] = [
  (redis) => redis.tell('FLUSHALL'),
  (redis) => redis.tell('REPLICAOF', '127.0.0.1', '1'),
  (redis) => redis.tell('REPLICAOF', 'NO', 'ONE'),
  (redis) => redis.hang(),
  (redis) => redis.goOn(),
  (redis) => redis.stop(),
  (redis) => redis.start(),
  (redis) => redis.stop('SIGKILL'),
  (redis) => redis.start(),
];

if (redisAvailable() && ownKafkaAvailable()) {
  describe('a cluster with two replicas of the picture', () => {
    let folder: string;
    let redis: RedisInTest;
    let cluster: Cluster;
    let database: Database;
    const consoles: ConsoleInTest[] = [];

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'fenghuo-redis-'));
      // Where only root may enter, root's database would lie outside of it, and stay behind.
      chmodSync(folder, 0o755);
      redis = await startRedis();
      cluster = await startCluster({
        dataDir: folder,
        replicas: { picture: 2 },
        redisUrl: redis.url,
        environment: { REDIS_TIMEOUT_MS: '300', REDIS_PAUSE_MS: '200' },
      });
      await cluster.whenReady();
      database = await Database.open({ url: cluster.databaseUrl });
    });

    afterAll(async () => {
      for (const console of consoles) console.leave();
      await database?.close();
      await cluster?.stop();
      await redis?.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    });

    const bearer = async (): Promise<string> => {
      const all = JSON.parse(readFileSync(cluster.credentialsFile, 'utf8')) as { username: string; password: string }[];
      const { username, password } = all.find((one) => one.username === 'duty-officer')!;
      const answer = await fetch(`${cluster.url}/api/registry/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
      return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
    };

    const listen = async (origin: string, authorization: string, lastEventId?: string): Promise<ConsoleInTest> => {
      const console = await ConsoleInTest.connect(`${origin}/api/picture/stream`, {
        authorization,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      });
      consoles.push(console);
      return console;
    };

    const positionOf = (id: string): number => Number(id.split('-')[1]);
    const positions = (...heard: ConsoleInTest[]): number[] =>
      heard
        .flatMap(({ changes }) => changes.filter(({ event }) => event !== 'snapshot'))
        .map(({ id }) => positionOf(id!));

    const replayFlood = (): Promise<{ code: number | null; output: string }> => {
      const child = spawn(process.execPath, ['dist/tools/replay/main.js', 'qingyang-2021-flood'], {
        cwd: ROOT,
        env: { ...process.env, FENGHUO_URL: cluster.url, FENGHUO_CREDENTIALS: cluster.credentialsFile },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (output += String(chunk)));
      return new Promise((done) => child.once('close', (code) => done({ code, output })));
    };

    it('plays the flood to the figures of the source while Redis is flushed, read-only, hanging, ended and killed; every console hears everything, once', async () => {
      const authorization = await bearer();
      const replicas = cluster.processes.filter(({ kind }) => kind === 'picture').map(({ url }) => url!);
      const [first, second] = await Promise.all(replicas.map((url) => listen(url, authorization)));
      /** A console that comes back through the edge, to one replica or the other, again and again. */
      const travels = [await listen(cluster.url, authorization)];
      for (const console of [first!, second!, travels[0]!]) await console.hears(1);

      let result: Awaited<ReturnType<typeof replayFlood>> | undefined;
      const replay = replayFlood().then((ended) => (result = ended));
      let done = 0;
      for (; result === undefined || done % FAULTS.length !== 0; done++) {
        await FAULTS[done % FAULTS.length]!(redis);
        await pause(STATE_MS);
        travels.at(-1)!.leave();
        // As a browser remembers it, also when nothing came since it has come back.
        const { lastEventId } = travels.findLast((console) => console.lastEventId !== undefined)!;
        travels.push(await listen(cluster.url, authorization, lastEventId));
      }
      await replay;

      expect(result!.output).not.toMatch(/否 NO\s*$/m);
      expect(result!.code).toBe(0);
      expect(done).toBeGreaterThanOrEqual(FAULTS.length);
      const began = (console: ConsoleInTest): number => positionOf(console.changes[0]!.id!);
      const written = async (after: number): Promise<number[]> => {
        const rows = await database.query<{ position: string }>(
          'select position from picture.stream where position > $1 order by position',
          [after],
        );
        return rows.map(({ position }) => Number(position));
      };
      for (const [name, heard] of Object.entries({ first: [first!], second: [second!], travels }))
        await eventually(
          async () => expect([name, positions(...heard)]).toEqual([name, await written(began(heard[0]!))]),
          PATIENCE,
        );
      expect(positions(first!).length).toBeGreaterThan(100);
      const snapshots = travels.slice(1).flatMap(({ changes }) => changes.filter(({ event }) => event === 'snapshot'));
      expect(snapshots).toEqual([]);
    });
  });
}
