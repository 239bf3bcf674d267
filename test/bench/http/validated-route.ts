import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from '../child';
import type { Goal } from '../goal';
import { compare } from '../line';
import { atFullSpeed, Sender } from '../load/sender';
import { inTurns } from '../turns';

const CLIENTS = 16;
const MICROSECONDS = 1e6;

/** A sheet of ten households that have moved: what messengers send all day. */
const SHEET = JSON.stringify({
  rows: Array.from({ length: 10 }, () => ({
    householdId: randomUUID(),
    outcome: 'moved',
    memberIds: [randomUUID(), randomUUID()],
    destination: 'kin',
    note: '投靠亲友，已电话核实',
  })),
});

/** A route that validates, beside a bare server that reads and parses the same. */
export const validatedRoute: Goal = {
  name: 'validated-route',
  covers: ['P8'],
  title: 'P8: HTTP with validation',
  async measure({ rounds, seconds, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'fenghuo-bench-http-'));
    const start = (side: string) =>
      startChild('test/bench/http/server.js', {
        words: [side],
        hasParent: true,
        logFile: join(folder, `${side}.log`),
        ready: /listening (\S+ \S+)/,
      });
    const [ours, bare] = [await start('ours'), await start('bare')];
    const sender = new Sender();
    /** Requests per second of the server's own processor time: a load that shares its core does not count. */
    const rateOf = async ({ process, said }: Child & { said: string }, length: number) => {
      const [url, token] = said.split(' ') as [string, string];
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const path = `${url}/api/resettlement/orders/${randomUUID()}/movements`;
      const before = await processorTime(process);
      let count = 0;
      await atFullSpeed(CLIENTS, length, async () => {
        const status = await sender.post(path, { ...headers, 'idempotency-key': randomUUID() }, SHEET);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
        count += 1;
      });
      return { rate: count / ((await processorTime(process)) - before) };
    };
    try {
      say('  warm-up');
      for (const side of [ours, bare]) await rateOf(side, seconds(3));
      const figures = await inTurns(rounds, {
        ours: () => rateOf(ours, seconds(4)),
        bare: () => rateOf(bare, seconds(4)),
      });
      return [
        compare(
          'P8',
          `a sheet of ${SHEET.length} characters validated and answered, per second of the server's processor`,
          {
            ours: figures.ours.rate,
            raw: figures.bare.rate,
            unit: '/s',
            target: { atLeast: 0.3 },
            note: 'raw: node:http that reads and parses it',
          },
        ),
      ];
    } finally {
      sender.close();
      await Promise.all([ours.stop(), bare.stop()]);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Seconds. */
async function processorTime(child: Child['process']): Promise<number> {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return (cpu.user + cpu.system) / MICROSECONDS;
}
