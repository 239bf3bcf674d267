import { secondsToWait, type Attempts } from './sign-in-attempts.policy';

const LIMITS = { perAccountAndAddress: 5, perAddress: 30, perAccount: 50, windowSeconds: 900 };
const NOW = new Date('2026-07-01T08:00:00Z');
const since = (secondsAgo: number) => new Date(NOW.getTime() - secondsAgo * 1000);
const wait = (...attempts: Attempts[]) => secondsToWait(attempts, LIMITS, NOW);

describe('REG-04: after failed sign-ins the next one', () => {
  it('is free while the failures are fewer than the limit', () => {
    expect(wait()).toBe(0);
    expect(wait({ counter: 'perAccountAndAddress', failures: 4, since: since(1) })).toBe(0);
  });

  it('waits for the rest of the window once the limit is reached', () => {
    expect(wait({ counter: 'perAccountAndAddress', failures: 5, since: since(60) })).toBe(840);
    expect(wait({ counter: 'perAddress', failures: 30, since: since(0) })).toBe(900);
  });

  it('waits for the longest of the windows', () => {
    expect(
      wait(
        { counter: 'perAccountAndAddress', failures: 9, since: since(800) },
        { counter: 'perAccount', failures: 50, since: since(100) },
      ),
    ).toBe(800);
  });

  it('is free again when the window has passed', () => {
    expect(wait({ counter: 'perAccountAndAddress', failures: 99, since: since(900) })).toBe(0);
  });

  it('is free for the person while a stranger elsewhere fails a few times', () => {
    expect(wait({ counter: 'perAccount', failures: 20, since: since(1) })).toBe(0);
  });
});
