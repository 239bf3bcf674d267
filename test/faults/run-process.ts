import 'reflect-metadata';
import { failuresOf, linesOf } from './report';
import { run, type RunOptions } from './run';

const begun = performance.now();
const seconds = (): string => ((performance.now() - begun) / 1_000).toFixed(1);
const print = (line: string): void => void process.send!({ line });

/** One run in this process; whoever started it prints the lines. */
async function main(): Promise<number> {
  const options = JSON.parse(process.argv[2]!) as Omit<RunOptions, 'tell'>;
  print(`种子 seed ${options.seed} → ${options.dataDir}`);
  const outcome = await run({
    ...options,
    tell: (zh, en) => print(`${seconds().padStart(7)} s  ${zh} · ${en}`),
  });
  print('');
  for (const line of linesOf(outcome)) print(line);
  print('');
  const failures = failuresOf(outcome);
  for (const failure of failures) print(`失败 FAILED  ${failure}`);
  if (failures.length === 0) print(`全部成立 · every invariant holds (${seconds()} s)`);
  return failures.length === 0 ? 0 : 1;
}

/** What was sent is with the other process before this one ends. */
function end(code: number): void {
  process.exitCode = code;
  process.disconnect();
  // Clients of a server that is gone may hold on to something.
  setTimeout(() => process.exit(code), 2_000).unref();
}

main().then(end, (error: unknown) => {
  print(`运行中断 · the run broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  end(1);
});
