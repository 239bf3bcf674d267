import type { TestDatabase } from '@libs/testing';
import type { Line } from './line';

export type TransportKind = 'in-process' | 'kafka';

/** What a measurement is given. */
export interface BenchContext {
  /** Of this measurement; a goal that names no transports need not look at it. */
  transport: TransportKind;
  /** Empty unless the transport is Kafka. */
  brokers: string;
  /** How often ours and raw take turns. */
  rounds: number;
  /** `full` seconds of load, or a fraction of them in a quick run. */
  seconds(full: number): number;
  /** How long a soak lasts, where somebody has said so. */
  minutes?: number | undefined;
  /** An empty database of its own, dropped with the server at the end. */
  database(): Promise<TestDatabase>;
  /** Folder of a thin path to be measured beside ours. */
  yardstick?: string | undefined;
  /** How it goes, for whoever waits; not part of the result. */
  say(text: string): void;
}

/** Goals of `quality.md` that are measured together. */
export interface Goal {
  /** One word by which it is asked for: `npm run bench -- relay`. */
  name: string;
  /** What it prints lines for (P1, P2 …); it may be asked for by these as well. */
  covers: readonly string[];
  title: string;
  /** Measured over each of these; absent where no event travels, and then measured once. */
  transports?: readonly TransportKind[];
  /** Left out unless it is asked for by its name. */
  onlyWhenNamed?: boolean;
  /** Left out unless `--yardstick` is given. */
  needsYardstick?: boolean;
  measure(context: BenchContext): Promise<Line[]>;
}
