import { createTestDatabase } from '@libs/testing';
import type { Choice } from './choice';
import type { BenchContext, Goal, TransportKind } from './goal';
import type { Line } from './line';
import type { Servers } from './servers';

/** What was measured over one transport; without one where no event travels. */
export interface Result {
  transport?: TransportKind;
  lines: Line[];
}

export interface Results {
  results: Result[];
  /** Goals that could not be measured, and why: they cost the others nothing. */
  unmeasured: string[];
}

/** Part of the time that a quick run measures. */
const QUICK = 0.2;

/** Measures the goals, those without a transport first. */
export async function measureAll(
  goals: readonly Goal[],
  choice: Choice,
  servers: Pick<Servers, 'brokers'>,
  say: (text: string) => void,
): Promise<Results> {
  const context = async (transport: TransportKind, goal: Goal): Promise<BenchContext> => ({
    transport,
    brokers: goal.transports && transport === 'kafka' ? await servers.brokers() : '',
    rounds: choice.rounds,
    seconds: (full) => full * (choice.isQuick ? QUICK : 1),
    minutes: choice.minutes,
    database: createTestDatabase,
    yardstick: choice.yardstick,
    say,
  });
  const results: Result[] = [];
  const unmeasured: string[] = [];
  const measure = async (goal: Goal, transport: TransportKind, named = ''): Promise<Line[]> => {
    say(`${goal.title}${named}`);
    try {
      return await goal.measure(await context(transport, goal));
    } catch (error) {
      unmeasured.push(`${goal.title}${named}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  };

  const still: Line[] = [];
  for (const goal of goals.filter(({ transports }) => !transports)) still.push(...(await measure(goal, 'in-process')));
  if (still.length > 0) results.push({ lines: still });
  for (const transport of choice.transports) {
    const lines: Line[] = [];
    for (const goal of goals.filter(({ transports }) => transports?.includes(transport)))
      lines.push(...(await measure(goal, transport, `, over ${transport}`)));
    if (lines.length > 0) results.push({ transport, lines });
  }
  return { results, unmeasured };
}
