import { compare, limit, shortly, tableOf } from './line';

describe('a line of the benchmark', () => {
  it('says that a time within its multiple of the raw one is met, and one beyond is missed', () => {
    const at = (ours: number) => compare('P1', 'p50', { ours, raw: 0.5, unit: 'ms', target: { atMost: 10 } });

    expect(at(5)).toMatchObject({ ours: '5 ms', raw: '0.5 ms', ratio: 10, target: '≤ 10 × raw', isMet: true });
    expect(at(5.1).isMet).toBe(false);
  });

  it('says that a rate below its part of the raw one is missed', () => {
    const at = (ours: number) => compare('P4', 'rate', { ours, raw: 1000, unit: '/s', target: { atLeast: 0.6 } });

    expect([at(600).isMet, at(599).isMet]).toEqual([true, false]);
  });

  it('never meets a goal with a figure that could not be measured', () => {
    const nothing = compare('P2', 'p99', { ours: NaN, raw: 10, unit: 'ms', target: { atMost: 1.5 } });

    expect(nothing).toMatchObject({ ours: '– ms', isMet: false });
    expect(limit('P9', 'event', { ours: NaN, limit: 10, unit: 'µs', isMost: true }).isMet).toBe(false);
  });

  it('compares with a limit that is no measurement', () => {
    const missing = (ours: number) => limit('P3', 'missing', { ours, limit: 0, unit: '', isMost: true });

    expect([missing(0).isMet, missing(1).isMet]).toEqual([true, false]);
    expect(limit('P4', 'rate', { ours: 700, limit: 600, unit: '/s', isMost: false })).toMatchObject({
      target: '≥ 600 /s',
      isMet: true,
    });
  });

  it('shows a figure without a target without a verdict', () => {
    expect(compare('P7', 'x', { ours: 1, raw: 2, unit: '/s', target: 'shown' }).isMet).toBeUndefined();
  });

  it('stands in columns under a head', () => {
    const lines = [
      compare('P1', 'POST', { ours: 12_345.6, raw: 1, unit: '/s', target: { atLeast: 1 }, note: 'a commit' }),
      compare('P2', 'a console', { ours: 1, raw: 3, unit: 'ms', target: { atLeast: 1 } }),
    ];

    expect(tableOf(lines).split('\n')).toEqual([
      'goal  what                  ours   raw   ratio     target',
      'P1    POST (a commit)  12,346 /s  1 /s  12,346  ≥ 1 × raw     met',
      'P2    a console             1 ms  3 ms   0.333  ≥ 1 × raw  MISSED',
    ]);
  });

  it('writes three digits that count', () => {
    expect([0.01234, 1.2345, 123.45, 1234.5, NaN].map(shortly)).toEqual(['0.0123', '1.23', '123', '1,235', '–']);
  });
});
