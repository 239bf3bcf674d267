import { RULES } from '../../../../test/response/rules';
import { titleOf } from './title';

describe('the title of an emergency', () => {
  it('names place, hazard and month in both languages', () =>
    expect(titleOf(RULES, 'flood', new Date('2021-10-03T00:00:00Z'))).toEqual({
      'zh-CN': '庆阳市2021年10月暴雨洪涝',
      en: 'Rainstorm and flood, Qingyang, 2021-10',
    }));

  it('counts months in the time zone of the jurisdiction', () => {
    const newYear = new Date('2025-12-31T16:00:00Z');
    expect(titleOf(RULES, 'snow', newYear)['zh-CN']).toBe('庆阳市2026年1月雪灾');
    expect(titleOf({ ...RULES, timeZone: 'America/New_York' }, 'snow', newYear).en).toBe(
      'Snowstorm, Qingyang, 2025-12',
    );
  });
});
