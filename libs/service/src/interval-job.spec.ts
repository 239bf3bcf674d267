import { setImmediate as turn } from 'node:timers/promises';
import { createLogger } from '@libs/observability';
import { eventually } from '@libs/testing';
import { IntervalJob, type Rounds } from './interval-job';

class Job extends IntervalJob {}

/** Something that work waits for. */
function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((done) => (open = done));
  return { passed, open };
}

const LONG = 60 * 60_000;
const jobs: Job[] = [];
const jobOf = (rounds: Partial<Rounds> & Pick<Rounds, 'work'>): Job => {
  const job = new Job({ everyMs: 1, log: createLogger('test'), failed: 'it failed', ...rounds });
  jobs.push(job);
  return job;
};
afterEach(async () => {
  await Promise.all(jobs.splice(0).map((job) => job.onModuleDestroy()));
});

describe('work that is done again and again', () => {
  it('never overlaps, however long a round takes', async () => {
    let [now, most, rounds] = [0, 0, 0];
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      for (let i = 0; i < 20; i += 1) await turn();
      now -= 1;
      rounds += 1;
    };
    await jobOf({ work }).onApplicationBootstrap();
    await eventually(() => rounds > 3);
    expect(most).toBe(1);
  });

  it('is done side by side where that is wanted', async () => {
    let now = 0;
    const open = gate();
    const work = async () => {
      now += 1;
      await open.passed;
    };
    await jobOf({ work, atOnce: 3 }).onApplicationBootstrap();
    expect(now).toBe(3);
    open.open();
  });

  it('logs an error and goes on', async () => {
    const said: unknown[] = [];
    const log = { error: (facts: object, text: string) => said.push({ ...facts, text }) } as unknown as Rounds['log'];
    let rounds = 0;
    const error = new Error('no database');
    const work = async () => {
      rounds += 1;
      if (rounds === 1) throw error;
    };
    await jobOf({ work, log }).onApplicationBootstrap();
    await eventually(() => rounds > 2);
    expect(said).toEqual([{ err: error, text: 'it failed' }]);
  });

  it('is finished before the process ends, is told so, and does not begin again', async () => {
    let [begun, done] = [0, 0];
    const open = gate();
    let ending: AbortSignal | undefined;
    const job = jobOf({
      work: async (signal) => {
        [begun, ending] = [begun + 1, signal];
        await open.passed;
        done += 1;
      },
    });
    await job.onApplicationBootstrap();
    const end = job.onModuleDestroy();
    expect(ending?.aborted).toBe(true);
    expect(done).toBe(0);
    open.open();
    await end;
    expect([begun, done]).toEqual([1, 1]);
  });

  it('that is needed ends the start when it fails', async () => {
    const job = jobOf({ work: () => Promise.reject(new Error('no folder')), first: 'needed' });
    await expect(job.onApplicationBootstrap()).rejects.toThrow('no folder');
  });

  it('waits for its first pause where it may come later, and for no pause where it is woken', async () => {
    let rounds = 0;
    const job = jobOf({ everyMs: LONG, first: 'later', work: async () => void (rounds += 1) });
    await job.onApplicationBootstrap();
    await turn();
    expect(rounds).toBe(0);
    job.wake();
    await eventually(() => rounds === 1);
    job.wake();
    await eventually(() => rounds === 2);
  });

  it('is done once more when it is woken in the middle of a round', async () => {
    let rounds = 0;
    const job = jobOf({
      everyMs: LONG,
      work: async () => {
        rounds += 1;
        if (rounds === 1) job.wake();
      },
    });
    await job.onApplicationBootstrap();
    await eventually(() => rounds === 2);
  });
});
