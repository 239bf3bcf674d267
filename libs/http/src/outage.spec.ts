import { isOutage } from './outage';

const failed = (message: string, more: object = {}) => Object.assign(new Error(message), more);

describe('an outage', () => {
  it.each([
    ['a server that shuts down', failed('terminating connection', { code: '57P01' })],
    ['too many connections', failed('sorry, too many clients already', { code: '53300' })],
    ['a statement that took too long', failed('canceling statement', { code: '57014' })],
    ['a deadlock', failed('deadlock detected', { code: '40P01' })],
    ['a refused connection', failed('connect ECONNREFUSED', { code: 'ECONNREFUSED' })],
    ['a missing socket file', failed('connect ENOENT', { code: 'ENOENT', syscall: 'connect' })],
    ['an exhausted pool', failed('timeout exceeded when trying to connect')],
    [
      'a driver error inside the error of the ORM',
      failed('query failed', { driverError: failed('x', { code: '08006' }) }),
    ],
    ['an outage that is the cause', new Error('could not save', { cause: failed('x', { code: 'ECONNRESET' }) })],
  ])('is %s', (_, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['a unique violation', failed('duplicate key', { code: '23505' })],
    ['a syntax error', failed('syntax error', { code: '42601' })],
    ['a missing file', failed('open', { code: 'ENOENT', syscall: 'open' })],
    ['a bug', new TypeError('x is undefined')],
    ['not an error', 'down'],
  ])('is not %s', (_, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
