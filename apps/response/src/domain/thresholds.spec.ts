import fc from 'fast-check';
import { planWith, relocatedPersons, rowWith } from '../../../../test/response/plans';
import { LEVELS } from './response-plan';
import { crosses, highestCrossed, nearestAbove } from './thresholds';

describe('RESP-10: 以上 includes the number and 以下 does not', () => {
  // Part D2 of the facts sheet: the Level II row of a county plan.
  it.each([
    [1_199, false],
    [1_200, true],
    [1_999, true],
    [2_000, false],
  ])('of the row from 1,200 to below 2,000: %i', (value, expected) =>
    expect(crosses(rowWith('II', 1_200, 2_000), relocatedPersons(value))).toBe(expected),
  );

  it.each([
    [299, undefined],
    [300, 'IV'],
    [999, 'IV'],
    [1_000, 'III'],
    [1_999, 'III'],
    [2_000, 'II'],
    [4_999, 'II'],
    [5_000, 'I'],
  ])('%i relocated persons cross the row of level %s', (value, level) =>
    expect(highestCrossed(planWith(), relocatedPersons(value))?.level).toBe(level),
  );

  it('any one line is enough, and of several the highest counts', () => {
    const deaths = rowWith('I', 0, undefined, {
      id: 'deaths',
      when: [{ metric: 'deaths', unit: 'persons', op: '>=', value: 10 }],
    });
    const plan = planWith({ rows: [...planWith().rows, deaths] });
    const figures = new Map([
      ['relocated-persons', 400],
      ['deaths', 10],
    ]);
    expect(highestCrossed(plan, figures)?.id).toBe('deaths');
  });

  it('all conditions of a row must hold, and what nobody has reported crosses nothing', () => {
    const row = rowWith('IV', 0, undefined, {
      when: [
        { metric: 'days-without-rain', unit: 'days', op: '>=', value: 90 },
        { metric: 'warnings-in-force', unit: 'warnings', op: '>=', value: 1 },
      ],
    });
    const figures = (days: number, warnings: number) =>
      new Map([
        ['days-without-rain', days],
        ['warnings-in-force', warnings],
      ]);
    expect([figures(90, 1), figures(89, 1), figures(90, 0)].map((one) => crosses(row, one))).toEqual([
      true,
      false,
      false,
    ]);
    expect(crosses(row, new Map([['warnings-in-force', 1]]))).toBe(false);
    const less = rowWith('IV', 0, undefined, { when: [{ metric: 'water', unit: 'percent', op: '<', value: 20 }] });
    expect(crosses(less, new Map())).toBe(false);
    expect([19, 20].map((value) => crosses(less, new Map([['water', value]])))).toEqual([true, false]);
  });

  it('a table without gaps gives every figure at most one level, never a lower one for more persons', () => {
    const levelOf = (value: number) => {
      const level = highestCrossed(planWith(), relocatedPersons(value))?.level;
      return level ? LEVELS.indexOf(level) : LEVELS.length;
    };
    const value = fc.nat(10_000);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(levelOf(Math.max(a, b))).toBeLessThanOrEqual(levelOf(Math.min(a, b)));
        expect(planWith().rows.filter((row) => crosses(row, relocatedPersons(a))).length).toBe(a >= 300 ? 1 : 0);
      }),
    );
  });
});

describe('the nearest row above', () => {
  it('is the one that the figures have come nearest to, and says what is missing', () => {
    const plan = planWith();
    const figures = relocatedPersons(1_500);
    const nearest = nearestAbove(plan, figures, highestCrossed(plan, figures));
    expect([nearest?.row.level, nearest?.condition.value, nearest?.value]).toEqual(['II', 2_000, 1_500]);
    expect(nearestAbove(plan, relocatedPersons(6_000), highestCrossed(plan, relocatedPersons(6_000)))).toBeUndefined();
  });

  it('begins with the lowest where nothing is reported', () => {
    const nearest = nearestAbove(planWith(), new Map(), undefined);
    expect([nearest?.row.level, nearest?.value]).toEqual(['IV', undefined]);
  });

  it('of a row with several conditions names the one that is furthest', () => {
    const when = [
      { metric: 'a', unit: 'x', op: '>=' as const, value: 10 },
      { metric: 'b', unit: 'x', op: '>=' as const, value: 10 },
    ];
    const figures = new Map([
      ['a', 12],
      ['b', 5],
    ]);
    expect(nearestAbove(planWith({ rows: [rowWith('IV', 0, undefined, { when })] }), figures, undefined)).toMatchObject(
      {
        condition: { metric: 'b' },
        value: 5,
      },
    );
  });
});
