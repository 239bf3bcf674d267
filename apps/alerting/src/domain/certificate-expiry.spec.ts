import { alarmOf, daysLeft } from './certificate-expiry';

const validTo = new Date('2026-07-31T00:00:00Z');

describe('ALRT-20: a trusted certificate', () => {
  it.each([
    ['2026-06-30T00:00:00Z', undefined, 31],
    ['2026-07-01T00:00:00Z', 30, 30],
    ['2026-07-23T23:59:59Z', 30, 7],
    ['2026-07-24T00:00:00Z', 7, 7],
    ['2026-07-30T00:00:00Z', 1, 1],
    ['2026-07-31T00:00:00Z', 0, 0],
    ['2026-08-02T00:00:00Z', 0, -2],
  ])('at %s calls for the alarm %s', (now, alarm, days) => {
    expect(alarmOf(validTo, new Date(now), [30, 7, 1])).toBe(alarm);
    expect(daysLeft(validTo, new Date(now))).toBe(days);
  });
});
