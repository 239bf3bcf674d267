import { writeFileSync } from 'node:fs';
import { chosen, readChoice } from './choice';
import { GOALS } from './goals';
import { tableOf } from './line';
import { describeMachine, machineLine } from './machine';
import { measureAll } from './run';
import { startServers } from './servers';

/**
 * Measures the goals of speed against something raw in the same minutes, and prints a line for each.
 * @returns how many could not be measured.
 */
async function main(): Promise<number> {
  const choice = readChoice(process.argv.slice(2));
  const goals = chosen(GOALS, choice);
  const servers = await startServers();
  const began = performance.now();
  const say = (text: string): void =>
    void process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
  try {
    const needsKafka = choice.transports.includes('kafka') && goals.some(({ transports }) => transports);
    const machine = describeMachine(servers.postgresVersion, needsKafka);
    const { results, unmeasured } = await measureAll(goals, choice, servers, say);
    for (const { transport, lines } of results)
      console.log(`\n${transport ? `over ${transport}` : 'without a transport'}\n${tableOf(lines)}`);
    console.log(`\n${machineLine(machine)}`);
    for (const goal of unmeasured) console.log(`not measured: ${goal}`);
    if (choice.isQuick) console.log('--quick: it runs; these are no figures to quote');
    if (choice.json)
      writeFileSync(choice.json, `${JSON.stringify({ machine, choice, results, unmeasured }, undefined, 2)}\n`);
    return unmeasured.length;
  } finally {
    await servers.stop();
  }
}

// A peer that was measured may leave a timer behind; it has nothing to say any more.
main().then(
  (unmeasured) => process.exit(unmeasured > 0 ? 1 : 0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
