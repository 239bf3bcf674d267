import type { Topic } from '@libs/events';

const DAY_MS = 24 * 3600 * 1000;

/** Kafka's settings of a topic: facts are kept for ever; of master data the latest per key, tombstones for a month. */
export function topicSettings({ retention }: Topic): Record<string, string> {
  return retention === 'facts'
    ? { 'cleanup.policy': 'delete', 'retention.ms': '-1' }
    : { 'cleanup.policy': 'compact', 'delete.retention.ms': String(30 * DAY_MS) };
}
