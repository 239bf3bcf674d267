import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';

/** An event as it reaches the board. */
export interface Fact<Data = unknown> {
  /** The event's id. */
  id: string;
  /** Event type without its version, for example `alerting.warning-issued`. */
  code: string;
  /** When it happened, as its producer says. */
  at: Date;
  mode: Mode;
  data: Data;
  /** Place in the live stream that is kept for its line on the timeline. */
  position: number;
}

/** A line on the timelines: what the sentence about the fact needs, never a sentence itself. */
export interface TimelineLine {
  emergencyId?: string;
  warningId?: string;
  data: Record<string, unknown>;
}

/** What the facts of one transaction have changed; each is shown once however often it was. */
export interface Touched {
  emergencies: Set<string>;
  warnings: Set<string>;
  messages: Set<string>;
  feeds: Set<string>;
  /** Warnings that joined an emergency: what happened to them before is now on its timeline, too. */
  joined: Set<string>;
  /** The line of the fact that is being folded, when it has one. */
  line?: TimelineLine;
}

/** What many facts of one kind do to the board together, whatever came between them under other keys. */
export interface Crowd<Data> {
  fold(tx: Transaction, facts: readonly Fact<Data>[], touched: Touched): Promise<void>;
  lineOf(fact: Fact<Data>): TimelineLine;
}
