import { DomainRefusal } from '@libs/kernel';
import { planWith, rowWith } from '../../../../test/response/plans';
import { declaredFigure, figuresOf, requireDeclarable, requirePast } from './figures';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};
const deaths = (divisionCode: string, value: number) => ({ metric: 'deaths', divisionCode, value });
const DAYS = {
  metric: 'days-without-rain',
  unit: 'days',
  name: { 'zh-CN': '天', en: 'Days' },
  across: 'highest' as const,
};

describe('RESP-08: the figure of what divisions declare', () => {
  const declared = [deaths('621022', 3), deaths('621023', 4), deaths('610600', 9)];

  it('is the sum or the highest of the divisions of the plan', () => {
    expect(declaredFigure(planWith(), { metric: 'deaths', across: 'sum' }, declared)).toBe(7);
    expect(declaredFigure(planWith(), { metric: 'deaths', across: 'highest' }, declared)).toBe(4);
    expect(declaredFigure(planWith({ jurisdiction: '00' }), { metric: 'deaths', across: 'sum' }, declared)).toBe(16);
  });

  it('does not add a township to the county that has declared', () => {
    const inside = [...declared, deaths('621023100', 2), deaths('621023000000', 8)];
    expect(declaredFigure(planWith(), { metric: 'deaths', across: 'sum' }, inside)).toBe(7);
  });

  it('is not zero where nobody has declared', () =>
    expect(declaredFigure(planWith(), { metric: 'deaths', across: 'sum' }, [])).toBeUndefined());
});

describe('the figures of a plan', () => {
  it('are those it speaks of; evacuated and relocated persons are never added', () => {
    const counted = new Map([
      ['evacuated-persons', 2_545],
      ['relocated-persons', 2_330],
    ]);
    expect([...figuresOf(planWith(), { counted, declared: [] })]).toEqual([['relocated-persons', 2_330]]);
  });
});

describe('RESP-09: what a person may declare', () => {
  const plan = planWith({
    declared: [DAYS],
    rows: [rowWith('IV', 0, undefined, { when: [{ metric: DAYS.metric, unit: 'days', op: '>=', value: 90 }] })],
  });
  const fact = { metric: 'days-without-rain', unit: 'days', divisionCode: '621022' };
  const emergency = { divisionCodes: ['621000'] };

  it.each([
    ['ok', {}],
    ['fact.is-counted', { metric: 'relocated-persons', unit: 'persons' }],
    ['fact.unknown-metric', { metric: 'rain' }],
    ['fact.other-unit', { unit: 'months' }],
    ['fact.outside-emergency', { divisionCode: '610600' }],
  ])('%s', (code, change) =>
    expect(codeOf(() => requireDeclarable({ ...fact, ...change }, emergency, [plan]))).toBe(code),
  );

  it('nothing where no plan speaks of anything declared', () =>
    expect(codeOf(() => requireDeclarable(fact, emergency, [planWith()]))).toBe('fact.unknown-metric'));

  it('nothing that has yet to happen', () => {
    const now = new Date('2021-10-04T00:00:00Z');
    expect(codeOf(() => requirePast(new Date('2021-10-04T00:00:01Z'), now))).toBe('fact.in-future');
    expect(codeOf(() => requirePast(undefined, now))).toBe('ok');
  });
});
