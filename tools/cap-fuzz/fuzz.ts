import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FuzzResult, FuzzTask } from './worker-messages';

export interface FuzzOptions {
  files: string[];
  mutations: number;
  seed: number;
  workers: number;
  /** Longest that one document may take, in milliseconds. */
  limit: number;
}

const WATCH_EVERY = 250;

/** Judges mutations of documents in worker threads; one that takes longer than the limit is a hang, and reported. */
export async function fuzz({ files, mutations, seed, workers, limit }: FuzzOptions): Promise<FuzzResult> {
  const tasks = Array.from({ length: workers }, (_, from): FuzzTask => {
    return { files, seed, from, to: mutations, step: workers, progress: new SharedArrayBuffer(8) };
  });
  return together(await Promise.all(tasks.map((task) => share(task, limit))), limit);
}

/** One worker's share; a worker that hangs or dies is a problem with the number of its mutation. */
function share(task: FuzzTask, limit: number): Promise<FuzzResult> {
  return new Promise((resolve) => {
    const worker = new Worker(join(__dirname, 'fuzz-worker.js'), { workerData: task });
    const marks = new Int32Array(task.progress);
    let [seen, since] = [-1, performance.now()];
    const failed = (reason: string) => {
      clearInterval(watchdog);
      void worker.terminate();
      const problem = `seed ${task.seed} mutation ${Atomics.load(marks, 0)}: ${reason}`;
      resolve({ verdicts: {}, problems: [problem], slowest: { milliseconds: 0, mutation: '' } });
    };
    const watchdog = setInterval(() => {
      const done = Atomics.load(marks, 1);
      if (done !== seen) [seen, since] = [done, performance.now()];
      else if (performance.now() - since > limit) failed(`hangs for more than ${limit} ms`);
    }, WATCH_EVERY);
    worker.once('message', (result: FuzzResult) => {
      clearInterval(watchdog);
      resolve(result);
    });
    worker.once('error', (error) => failed(`the worker died: ${String(error)}`));
  });
}

function together(results: FuzzResult[], limit: number): FuzzResult {
  const verdicts: Record<string, number> = {};
  for (const result of results) {
    for (const [verdict, count] of Object.entries(result.verdicts))
      verdicts[verdict] = (verdicts[verdict] ?? 0) + count;
  }
  const slowest = results.map((result) => result.slowest).reduce((a, b) => (a.milliseconds >= b.milliseconds ? a : b));
  const problems = results.flatMap((result) => result.problems);
  if (slowest.milliseconds > limit) problems.push(`${slowest.mutation}: took ${Math.round(slowest.milliseconds)} ms`);
  return { verdicts, problems, slowest };
}
