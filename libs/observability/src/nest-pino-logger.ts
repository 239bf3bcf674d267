import type { LoggerService } from '@nestjs/common';
import { type Logger, createLogger } from './logger';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Carries what Nest itself says into the log of the process: `NestFactory.create(M, { logger: new NestPinoLogger('x') })`. */
export class NestPinoLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(nameOrLogger: string | Logger) {
    this.logger = typeof nameOrLogger === 'string' ? createLogger(nameOrLogger) : nameOrLogger;
  }

  // What Nest calls a log is a line per module and route at every start.
  log(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  // Nest passes the name of the speaking class last and, to `error`, a stack before it.
  private write(level: Level, message: unknown, more: unknown[]): void {
    const texts = more.filter((each): each is string => typeof each === 'string');
    const context = texts.at(-1);
    const stack = texts.find((text) => text !== context && text.includes('\n    at '));
    const error = message instanceof Error ? message : more.find((each): each is Error => each instanceof Error);
    this.logger[level](
      {
        ...(context ? { context } : {}),
        ...(error ? { err: error } : stack ? { stack } : {}),
        ...(typeof message === 'object' && !(message instanceof Error) ? message : {}),
      },
      message instanceof Error ? message.message : typeof message === 'object' ? undefined : String(message),
    );
  }
}
