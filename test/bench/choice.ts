import { parseArgs } from 'node:util';
import type { Goal, TransportKind } from './goal';

export const USAGE =
  'npm run bench [-- NAMES…] [--transport in-process|kafka] [--yardstick DIR] [--rounds 5] [--quick] [--minutes 10] [--json FILE]';

/** What is asked for on the command line. */
export interface Choice {
  /** Goals by name, or by what they cover; none means all. */
  names: string[];
  transports: TransportKind[];
  rounds: number;
  /** Two rounds of a fifth of the time: to see that it runs, not for figures. */
  isQuick: boolean;
  /** Of a soak. */
  minutes?: number | undefined;
  yardstick?: string | undefined;
  json?: string | undefined;
}

const TRANSPORTS: readonly TransportKind[] = ['in-process', 'kafka'];

/** @throws with the usage when the words make no sense. */
export function readChoice(words: string[]): Choice {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      transport: { type: 'string' },
      yardstick: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const transports = TRANSPORTS.filter((kind) => values.transport === undefined || values.transport === kind);
  const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  if (minutes !== undefined && !(minutes > 0)) throw new Error(USAGE);
  if (transports.length === 0 || !Number.isInteger(rounds) || rounds < 1) throw new Error(USAGE);
  return {
    names: positionals,
    transports,
    rounds,
    isQuick: values.quick,
    minutes,
    yardstick: values.yardstick,
    json: values.json,
  };
}

/**
 * The goals that are asked for, each once.
 * @throws when a name means none of them.
 */
export function chosen(all: readonly Goal[], { names, yardstick }: Pick<Choice, 'names' | 'yardstick'>): Goal[] {
  const goals = all.filter(({ needsYardstick }) => yardstick !== undefined || !needsYardstick);
  if (names.length === 0) return goals.filter(({ onlyWhenNamed }) => !onlyWhenNamed);
  const means = (name: string) => (goal: Goal) => goal.name === name || goal.covers.includes(name.toUpperCase());
  const unknown = names.filter((name) => !goals.some(means(name)));
  if (unknown.length > 0)
    throw new Error(`No goal is called ${unknown.join(', ')}. There are: ${goals.map(labelOf).join(', ')}.\n${USAGE}`);
  return goals.filter((goal) => names.some((name) => means(name)(goal)));
}

const labelOf = ({ name, covers }: Goal): string => (covers.length > 0 ? `${name} (${covers.join(' ')})` : name);
