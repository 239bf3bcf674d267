import { judge } from '@libs/cap';
import { capOf, jsonOf, sampleOf } from './alert';

describe('the warning of the benchmark', () => {
  const sample = sampleOf('B-1');

  it('is accepted by the product without a finding that anybody would have to look at', () => {
    const { verdict, findings } = judge(Buffer.from(capOf(sample)), { now: new Date() });

    expect(verdict).toBe('accepted');
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('has the size of the thin path’s sample, in both forms', () => {
    for (const text of [capOf(sample), jsonOf(sample)]) {
      expect(text.length).toBeGreaterThan(2_100);
      expect(text.length).toBeLessThan(2_700);
    }
  });
});
