import pino, { type Logger } from 'pino';
import { currentContext, parseTraceparent } from './context';
import { formatForPeople } from './format-for-people';
import { type ObservabilityConfig, observabilityConfig } from './observability.config';
import { withholdFields, withholdText } from './withhold';

export type { Logger };

/** Where the lines go. */
export interface LogSink {
  write(line: string): void;
}

/**
 * A logger of the service (or part) `name`. Every line has time, level, service and msg, and inside a piece of work its
 * correlation id, trace id, mode and emergency. Bodies, secrets and phone numbers are withheld.
 */
export function createLogger(
  name: string,
  config: ObservabilityConfig = observabilityConfig(),
  sink: LogSink = process.stdout,
): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { service: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: fieldsOfTheContext,
      // withholdFields describes errors; pino's own way would show the row that a driver attached.
      serializers: { err: (err: unknown) => err },
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => withholdFields(fields) as Record<string, unknown>,
      },
    },
    {
      write: (line: string) => sink.write(withholdText(config.logFormat === 'text' ? formatForPeople(line) : line)),
    },
  );
}

function fieldsOfTheContext(): Record<string, unknown> {
  const context = currentContext();
  if (!context) return {};
  const { correlationId, causationId, mode, emergencyId, traceparent } = context;
  const fields = { correlationId, causationId, traceId: parseTraceparent(traceparent)?.traceId, mode, emergencyId };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
