import { planWith } from '../../../../test/response/plans';
import { dayIn, isHigher, liesWithin, speaksIn } from './response-plan';

const flood = { hazard: 'flood', divisionCodes: ['621023'] };

describe('RESP-07: a plan speaks where and while it is in effect', () => {
  it.each([
    ['its hazard and a place inside', {}, flood, '2021-10-04', true],
    ['another hazard', {}, { ...flood, hazard: 'drought' }, '2021-10-04', false],
    ['another place', {}, { ...flood, divisionCodes: ['610600'] }, '2021-10-04', false],
    ['any hazard, when it is for all', { hazards: 'all' as const }, { ...flood, hazard: 'snow' }, '2021-10-04', true],
    ['the day before it begins', {}, flood, '2020-12-31', false],
    ['its first day', {}, flood, '2021-01-01', true],
    ['its last day', { effectiveTo: '2021-10-04' }, flood, '2021-10-04', true],
    ['the day after its last', { effectiveTo: '2021-10-04' }, flood, '2021-10-05', false],
    ['everywhere, when it is the nation’s', { jurisdiction: '00' }, flood, '2021-10-04', true],
  ])('%s', (_, change, emergency, day, expected) => expect(speaksIn(planWith(change), emergency, day)).toBe(expected));

  it('days are those of the jurisdiction', () =>
    expect(dayIn('Asia/Shanghai', new Date('2021-10-03T16:00:00Z'))).toBe('2021-10-04'));

  it('what a division declares belongs to the plans of the divisions around it', () => {
    expect(liesWithin({ jurisdiction: '621000' }, '621022')).toBe(true);
    expect(liesWithin({ jurisdiction: '621022' }, '621000')).toBe(false);
    expect(liesWithin({ jurisdiction: '00' }, '621022')).toBe(true);
  });

  it('level I is the highest', () => {
    expect([isHigher('I', 'II'), isHigher('IV', 'III'), isHigher('II', 'II')]).toEqual([true, false, false]);
  });
});
