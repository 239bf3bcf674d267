import { processIdentity } from '@libs/persistence';
import { ownKafkaAvailable } from '@libs/testing';
import { ClusterInTest, startReplay } from '../cluster/cluster-process';

// Whole stories with a process for each service: the limit only ends what hangs.
jest.setTimeout(800_000);

const SERVICES = ['registry', 'alerting', 'response', 'dispatch', 'resettlement', 'picture'];

if (ownKafkaAvailable()) {
  describe('the cluster with two replicas of every service', () => {
    let cluster: ClusterInTest;
    let replay: ReturnType<typeof startReplay> | undefined;

    beforeAll(async () => {
      cluster = await ClusterInTest.start('--replicas', 'all=2');
    });
    afterAll(async () => {
      replay?.stop();
      await cluster?.stop();
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

    it('comes to the figures of the flood, also when services are killed in the middle of it', async () => {
      replay = startReplay('qingyang-2021-flood', cluster);
      await replay.says('evacuations ordered');
      for (const { kind, replica, pid } of cluster.processes)
        if (SERVICES.includes(kind) && replica === 1) process.kill(pid, 'SIGKILL');
      await cluster.says('resettlement 1 is back');

      const { code, output } = await replay.end();
      expect(output).toContain('全部相等 · all equal');
      expect(code).toBe(0);
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
