/** Technical limits of delivery. */
export interface MessagingConfig {
  /** Kafka brokers; without any, events travel in process over PostgreSQL. */
  brokers: string[];
  /** Messages handled at once per consumer group. */
  slots: number;
  /** Messages of a projection's batch. */
  batchSize: number;
  /** Longest time of one handler, ms; past it its connection is thrown away and the message counts as failed. */
  handlerDeadlineMs: number;
  /** Failures after which a message is a dead letter. */
  maxAttempts: number;
  /** First pause before a parked message is tried again, ms; doubled with each failure. */
  firstRetryMs: number;
  /** Longest pause, ms. */
  longestRetryMs: number;
  /** Safety net: how often relays, feeds and parked keys are looked at without being woken, ms. */
  pollMs: number;
  /** How long after a start messages are noted before they run, ms, so that one that kills the process is found. */
  suspectWindowMs: number;
  /** Lag without progress for so long makes the service unready, ms; for twice as long ends the process. */
  stuckMs: number;
  /** Kafka session time-out, ms: after it another replica takes over from a dead one. */
  sessionTimeoutMs: number;
  /** Longest Kafka request, ms; a relay that takes over from a dead one sends no master data for as long. */
  requestTimeoutMs: number;
  /** Inbox rows are kept so many days; a second delivery after that is not noticed. */
  inboxDays: number;
}

export function readMessagingConfig(env: NodeJS.ProcessEnv = process.env): MessagingConfig {
  const number = (name: string, otherwise: number): number => Number(env[name] ?? otherwise);
  return {
    brokers: (env.KAFKA_BROKERS ?? '').split(',').filter(Boolean),
    slots: number('MESSAGING_SLOTS', 8),
    batchSize: number('MESSAGING_BATCH_SIZE', 200),
    handlerDeadlineMs: number('MESSAGING_HANDLER_DEADLINE_MS', 20_000),
    maxAttempts: number('MESSAGING_MAX_ATTEMPTS', 12),
    firstRetryMs: number('MESSAGING_FIRST_RETRY_MS', 100),
    longestRetryMs: number('MESSAGING_LONGEST_RETRY_MS', 300_000),
    pollMs: number('MESSAGING_POLL_MS', 250),
    suspectWindowMs: number('MESSAGING_SUSPECT_WINDOW_MS', 5_000),
    stuckMs: number('MESSAGING_STUCK_MS', 60_000),
    sessionTimeoutMs: number('MESSAGING_SESSION_TIMEOUT_MS', 7_000),
    requestTimeoutMs: number('MESSAGING_REQUEST_TIMEOUT_MS', 5_000),
    inboxDays: number('MESSAGING_INBOX_DAYS', 30),
  };
}
