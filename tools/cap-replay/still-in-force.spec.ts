import { stillInForce } from './still-in-force';

describe('an alert of long ago, as if it were in force', () => {
  it('has every time at which it runs out a year from now, and all else as it was', () => {
    const text = '<sent>2014-06-01T08:00:00-05:00</sent><expires>2014-06-02T08:00:00-05:00</expires>';
    expect(stillInForce(`${text}${text}`, new Date('2026-07-10T12:00:00.500Z'))).toBe(
      '<sent>2014-06-01T08:00:00-05:00</sent><expires>2027-07-10T12:00:00-00:00</expires>'.repeat(2),
    );
  });
});
