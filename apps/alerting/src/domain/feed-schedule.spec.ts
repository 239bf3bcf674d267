import { mayFollow, maySendSecret, pauseBeforeNextPoll } from './feed-schedule';

const MINUTE = 60_000;
const pause = (failures: number, more: { chance?: number; retryAfterMs?: number; intervalMs?: number } = {}) => {
  const { chance = 0.5, ...rest } = more;
  return Math.round(pauseBeforeNextPoll({ intervalMs: MINUTE, failures, ...rest }, chance));
};

describe('ALRT-15: when a feed is asked again', () => {
  it('in its interval while it answers, ever later while it fails, an hour at most', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 100].map((failures) => pause(failures) / MINUTE)).toEqual([
      1, 2, 4, 8, 16, 32, 32, 32,
    ]);
    expect(pause(5, { intervalMs: 10 * MINUTE })).toBe(60 * MINUTE);
  });

  it('an interval of hours is never shortened', () => {
    expect(pause(3, { intervalMs: 120 * MINUTE })).toBe(120 * MINUTE);
  });

  it('a tenth sooner or later, by chance', () => {
    expect([pause(0, { chance: 0 }), pause(0, { chance: 1 })]).toEqual([54_000, 66_000]);
  });

  it('never sooner than it asks for, as far as that is reasonable', () => {
    expect(pause(1, { retryAfterMs: 10 * MINUTE })).toBe(10 * MINUTE);
    expect(pause(1, { retryAfterMs: 1e12 })).toBe(360 * MINUTE);
  });
});

describe('ALRT-16: where a redirect may lead', () => {
  const follows = (from: string, to: string, followed = 0) => mayFollow(new URL(from), new URL(to), followed);

  it.each([
    ['https://a.cn/x', 'https://a.cn/y', true],
    ['https://a.cn/x', 'https://b.cn/y', true],
    ['http://a.cn/x', 'https://a.cn/y', true],
    ['http://a.cn/x', 'http://a.cn/y', true],
    ['http://a.cn/x', 'https://b.cn/y', false],
    ['http://a.cn/x', 'http://b.cn/y', false],
    ['http://a.cn/x', 'http://a.cn:8080/y', false],
    ['https://a.cn/x', 'http://a.cn/y', false],
    ['https://a.cn/x', 'file:///etc/passwd', false],
    ['https://a.cn/x', 'https://user:secret@a.cn/y', false],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(follows(from, to)).toBe(expected);
  });

  it('three times at most', () => {
    expect([2, 3].map((followed) => follows('https://a.cn/x', 'https://a.cn/y', followed))).toEqual([true, false]);
  });

  it('a secret is sent to the own origin only', () => {
    const feed = new URL('https://a.cn/feed');
    expect(maySendSecret(feed, new URL('https://a.cn/other'))).toBe(true);
    expect(maySendSecret(feed, new URL('https://b.cn/feed'))).toBe(false);
    expect(maySendSecret(feed, new URL('http://a.cn/feed'))).toBe(false);
  });
});
