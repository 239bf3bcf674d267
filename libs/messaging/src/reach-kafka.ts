import { kafkaClient } from './kafka-client';

const TRIES = 5;
const REQUEST_TIMEOUT_MS = 5_000;

/** Settles when a broker has answered. @throws what the client says when none does, after some tries. */
export async function reachKafka(brokers: string[]): Promise<void> {
  const admin = kafkaClient(brokers, REQUEST_TIMEOUT_MS, TRIES).admin();
  try {
    await admin.connect();
    await admin.listTopics();
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
