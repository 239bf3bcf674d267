/**
 * `facts` are kept for ever, so that any read model can be rebuilt from the first event;
 * `master-data` is compacted to the latest message per key, and a tombstone erases a key.
 */
export type Retention = 'facts' | 'master-data';

export interface Topic {
  /** `<service>.<aggregate>`; the version of an event is not in the topic. */
  name: string;
  /** Kafka partitions. Order is kept per key, so this only bounds how many replicas of a consumer work at once. */
  partitions: number;
  retention: Retention;
  /** What its keys are, in one sentence. */
  sentence: string;
}

export const defineTopic = (topic: Topic): Topic => topic;
