import type { Database } from '@libs/persistence';
import type { Acknowledged } from '../journal';
import type { TopicRecord } from '../records';
import type { Subscription } from '../subscriptions';

export const INVARIANTS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9'] as const;
export type Invariant = (typeof INVARIANTS)[number];

/** What a run has left behind, all that the checks may look at. */
export interface Evidence {
  journal: readonly Acknowledged[];
  /** Everything on the topics, in the order of each partition. */
  records: readonly TopicRecord[];
  /** The same without second deliveries. */
  messages: readonly TopicRecord[];
  subscriptions: readonly Subscription[];
  /** Of the product, which is at rest. */
  database: Database;
  /** A copy of it, which a check may change. */
  copy: Database;
}

/** How one invariant fared. */
export interface Verdict {
  invariant: Invariant;
  /** How much was looked at, in a few words for people. */
  looked: { 'zh-CN': string; en: string };
  /** Each violation in a line. */
  violations: string[];
}
