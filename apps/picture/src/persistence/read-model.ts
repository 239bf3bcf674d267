import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';

/** An event as it was published. */
export interface LoggedEvent {
  id: string;
  /** Event type without its version. */
  code: string;
  key: string;
  at: Date;
  mode: Mode;
  /** Null where the key was erased. */
  data: unknown;
}

/** Tables that one consumer group fills, and how they are filled anew. */
export interface ReadModel {
  group: string;
  /** Facts that the group folds. */
  facts: readonly string[];
  tables: readonly string[];
  /** Waits for the fold at work, and keeps the next one from beginning until the transaction's end. */
  lock(tx: Transaction): Promise<void>;
  fold(tx: Transaction, events: readonly LoggedEvent[]): Promise<void>;
  /** After the last event. */
  finish?(tx: Transaction): Promise<void>;
}
