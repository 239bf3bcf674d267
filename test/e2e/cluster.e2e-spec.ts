import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Database, processIdentity } from '@libs/persistence';
import { eventually, ownKafkaAvailable, redisAvailable, startRedis, type RedisInTest } from '@libs/testing';
import { ClusterInTest, startReplay } from '../cluster/cluster-process';
import { ReturningConsole } from '../picture/returning-console';

// Whole stories with a process for each service: the limit only ends what hangs.
jest.setTimeout(800_000);

const SERVICES = ['registry', 'alerting', 'response', 'dispatch', 'resettlement', 'picture'];

/** How long each state of Redis lasts, ms; nothing that is promised depends on it. */
const STATE_MS = 700;
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

/** A token of the duty officer's that has just been made. */
async function bearerOf({ url, credentialsFile }: ClusterInTest): Promise<string> {
  const all = JSON.parse(readFileSync(credentialsFile, 'utf8')) as { username: string; password: string }[];
  const { username, password } = all.find((one) => one.username === 'duty-officer')!;
  const answer = await fetch(`${url}/api/registry/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}

if (ownKafkaAvailable() && redisAvailable()) {
  describe('the cluster with two replicas of every service', () => {
    let cluster: ClusterInTest;
    let redis: RedisInTest;
    let replay: ReturnType<typeof startReplay> | undefined;
    let consoles: ReturningConsole[] = [];

    beforeAll(async () => {
      redis = await startRedis();
      cluster = await ClusterInTest.start(['--replicas', 'all=2'], {
        REDIS_URL: redis.url,
        REDIS_TIMEOUT_MS: '300',
        REDIS_PAUSE_MS: '200',
      });
    });
    afterAll(async () => {
      replay?.stop();
      for (const console of consoles) console.leave();
      await cluster?.stop();
      await redis?.stop('SIGKILL');
    });

    it('is one process for each, one edge and one broker, and ready with the demonstration city', async () => {
      const kinds = cluster.processes.map(({ kind, replica }) => `${kind} ${replica}`);

      expect(kinds).toEqual([...SERVICES.flatMap((name) => [`${name} 1`, `${name} 2`]), 'edge 1', 'broker 1']);
      expect(new Set(cluster.processes.map(({ pid }) => pid)).size).toBe(kinds.length);
      const report = await fetch(`${cluster.url}/health/ready`);
      expect([report.status, await report.json()]).toMatchObject([200, { ready: true }]);
    });

    it('says in one document what can be asked of all services', async () => {
      const { paths } = (await (await fetch(`${cluster.url}/api/openapi.json`)).json()) as { paths: object };

      for (const service of SERVICES)
        expect(Object.keys(paths).filter((path) => path.startsWith(`/api/${service}/`))).not.toEqual([]);
    });

    it('comes to the figures of the flood, also when services are killed and Redis is flushed, read-only, hanging, ended and killed in the middle of it', async () => {
      const authorization = await bearerOf(cluster);
      consoles = [
        await ReturningConsole.open(cluster.url, async () => authorization),
        await ReturningConsole.open(cluster.url, async () => authorization),
      ];
      const [staying, travelling] = consoles;

      replay = startReplay('qingyang-2021-flood', cluster);
      const killed = replay.says('evacuations ordered').then(() => {
        for (const { kind, replica, pid } of cluster.processes)
          if (SERVICES.includes(kind) && replica === 1) process.kill(pid, 'SIGKILL');
      });
      for (let done = 0; !replay.isOver() || done % FAULTS.length !== 0; done++) {
        await FAULTS[done % FAULTS.length]!(redis);
        await pause(STATE_MS);
        await travelling!.travel();
        await staying!.stay();
      }
      await killed;
      await cluster.says('resettlement 1 is back');

      const { code, output } = await replay.end();
      expect(output).toContain('全部相等 · all equal');
      expect(code).toBe(0);
    });

    it('has meanwhile told every console every change, once and in order, wherever it came back', async () => {
      const database = await Database.open({ url: cluster.databaseUrl });
      try {
        for (const console of consoles)
          await eventually(async () => {
            await console.stay();
            const { first, positions, snapshots } = console.heard();
            const rows = await database.query<{ position: string }>(
              'select position from picture.stream where position > $1 order by position',
              [first],
            );
            expect(positions).toEqual(rows.map(({ position }) => Number(position)));
            expect(positions.length).toBeGreaterThan(100);
            expect(snapshots).toBe(1);
          });
      } finally {
        await database.close();
      }
    });

    it('leaves no process after Ctrl-C', async () => {
      const broker = cluster.processes.find(({ kind }) => kind === 'broker')!.pid;

      expect(await cluster.ctrlC()).toBe(0);

      expect(processIdentity(broker)).toBeUndefined();
      // Nobody is left in the group of the foreground.
      expect(() => process.kill(-cluster.pid, 0)).toThrow('ESRCH');
    });
  });
}
