import { Kafka, logLevel } from 'kafkajs';
import { createLogger } from '@libs/observability';
import './quiet-when-idle';

/**
 * A client with the settings that were measured to lose nothing when a broker is killed.
 * @param retries of one request; for ever suits a service, and not a person who waits.
 */
export function kafkaClient(brokers: string[], requestTimeoutMs: number, retries = Number.MAX_SAFE_INTEGER): Kafka {
  const log = createLogger('kafka');
  return new Kafka({
    clientId: 'fenghuo',
    brokers,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: 3_000,
    retry: { retries, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, ...rest } }) => {
        // "Coordinator is loading" and the like are normal after a start and are tried again.
        if (level <= logLevel.ERROR) log.debug({ kafka: rest }, message);
      },
  });
}
