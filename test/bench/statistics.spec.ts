import { median, medians, quantile } from './statistics';

describe('the statistics of a benchmark', () => {
  it('take the value below which a part of the values lies, in whatever order they come', () => {
    const values = [...Array(100).keys()].reverse();

    expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)]).toEqual([
      0, 50, 99, 99,
    ]);
  });

  it('take the middle, which one bad round does not move', () => {
    expect(median([3, 1, 900, 2, 4])).toBe(3);
    expect(median([1, 2, 3, 4])).toBe(2.5);
  });

  it('take the middle of each figure by itself', () => {
    const rounds = [
      { p50: 1, p99: 30 },
      { p50: 3, p99: 10 },
      { p50: 2, p99: 20 },
    ];

    expect(medians(rounds)).toEqual({ p50: 2, p99: 20 });
  });

  it('have no figure for what was not measured, instead of a good one', () => {
    expect([median([]), quantile([], 0.5)]).toEqual([NaN, NaN]);
  });
});
