import { killsByTarget, scheduleOf, TARGETS } from './schedule';

describe('the schedule of kills', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(scheduleOf(50, 7)).toEqual(scheduleOf(50, 7));
    expect(scheduleOf(50, 8)).not.toEqual(scheduleOf(50, 7));
  });

  it.each([1, 2, 14, 60, 200, 2_000])('of %i kills has so many', (count) => {
    expect(Object.values(killsByTarget(scheduleOf(count, 3))).reduce((sum, one) => sum + one, 0)).toBe(count);
  });

  it.each([1, 2, 3, 4, 5])('kills at 200 everything at least 20 times (seed %i)', (seed) => {
    const by = killsByTarget(scheduleOf(200, seed));

    expect(Object.values(by).every((kills) => kills >= 20)).toBe(true);
    expect([by.broker, by.postgres]).toEqual([20, 20]);
  });

  it('kills at 14 everything at least once', () => {
    const by = killsByTarget(scheduleOf(14, 1));

    expect(TARGETS.filter((target) => by[target] === 0)).toEqual([]);
  });

  it('lets a service die while the broker is down, and one while the database is', () => {
    const pairs = scheduleOf(200, 4).filter(({ also }) => also);

    expect(new Set(pairs.map(({ target }) => target))).toEqual(new Set(['broker', 'postgres']));
    expect(pairs).toHaveLength(20);
  });
});
