import { runInContext } from './context';
import { createLogger } from './logger';
import { NestPinoLogger } from './nest-pino-logger';
import { observabilityConfig } from './observability.config';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

function logger(logFormat: 'json' | 'text' = 'json', logLevel = 'info') {
  const lines: string[] = [];
  const log = createLogger('response', { logLevel, logFormat }, { write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe('a line of the log', () => {
  it('says when, how grave, who and what', () => {
    const { log, last } = logger();

    log.warn({ parked: 3 }, 'a key is parked');

    expect(last()).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      level: 'warn',
      service: 'response',
      msg: 'a key is parked',
      parked: 3,
    });
  });

  it('carries correlation, trace, mode and emergency of the work it belongs to', () => {
    const { log, last } = logger();

    runInContext({ correlationId: 'c-1', traceparent: TRACEPARENT, mode: 'exercise', emergencyId: 'e-1' }, () =>
      log.info('opened'),
    );

    expect(last()).toMatchObject({
      correlationId: 'c-1',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      mode: 'exercise',
      emergencyId: 'e-1',
    });
  });

  it('withholds bodies, secrets and people’s data at any depth', () => {
    const { log, lines } = logger();

    log.info(
      {
        body: 'b0dy',
        request: { headers: { Authorization: 'Bearer s3cret', cookie: 's3cret' } },
        people: [{ phone: '1' }],
      },
      'came in',
    );

    expect(lines[0]).not.toMatch(/b0dy|s3cret|"phone":"1"/);
    expect(lines[0]).toContain('[withheld]');
  });

  it('withholds mobile numbers and tokens in running text', () => {
    const { log, lines } = logger();

    log.info('called 13812345678 and +86 13912345678 with eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln');

    expect(lines[0]).toContain('called [phone] and [phone] with [token]');
  });

  it('keeps times, ids and counts', () => {
    const { log, last } = logger();
    const fields = { at: 1772600767000, id: '0198f7a0-1381-7234-8567-813812345678', division: '621002001001' };

    log.info(fields, 'kept');

    expect(last()).toMatchObject(fields);
  });

  it('tells type, message, code, stack and cause of an error, and none of the row that a driver attaches', () => {
    const { log, last, lines } = logger();
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (name)=(王某某)' });

    log.error({ err: new TypeError('could not save', { cause }) }, 'failed');

    expect(last().err).toMatchObject({
      type: 'TypeError',
      message: 'could not save',
      stack: expect.stringContaining('logger.spec'),
      cause: { message: 'duplicate key', code: '23505' },
    });
    expect(lines[0]).not.toContain('王某某');
  });

  it('is one short line for people where text is wanted, with the stack below it', () => {
    const { log, lines } = logger('text');

    log.info({ lag: 2 }, 'caught up');
    log.error(new Error('broken'));

    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}INFO {3}response {2}caught up {2}lag=2\n$/);
    expect(lines[1]).toMatch(/ERROR {2}response {2}broken\nError: broken\n {4}at /);
  });

  it('is not written below the level that was asked for', () => {
    const { log, lines } = logger('json', 'error');

    log.warn('not grave enough');

    expect(lines).toEqual([]);
  });
});

describe('what Nest says', () => {
  it('goes into the same log, with the class that said it', () => {
    const { log, last } = logger('json', 'debug');

    new NestPinoLogger(log).log('Nest application started', 'NestApplication');

    expect(last()).toMatchObject({ level: 'debug', msg: 'Nest application started', context: 'NestApplication' });
  });

  it('keeps the stack of an error, given as an error or as text', () => {
    const { log, last } = logger();
    const nest = new NestPinoLogger(log);
    const error = new Error('broken');

    nest.error(error, 'Router');
    expect(last()).toMatchObject({ msg: 'broken', context: 'Router', err: { stack: error.stack } });

    nest.error('broken', error.stack, 'Router');
    expect(last()).toMatchObject({ msg: 'broken', context: 'Router', stack: error.stack });
  });
});

describe('the form of the log', () => {
  it('is text on a terminal and JSON elsewhere, unless it is asked for', () => {
    expect(observabilityConfig({}, true).logFormat).toBe('text');
    expect(observabilityConfig({}, false).logFormat).toBe('json');
    expect(observabilityConfig({ LOG_FORMAT: 'text' }, false).logFormat).toBe('text');
    expect(observabilityConfig({ LOG_FORMAT: 'json' }, true).logFormat).toBe('json');
  });
});
