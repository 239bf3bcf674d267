import { withTimes } from './placeholders';

describe('the times of a dump that leaves them open', () => {
  it('are counted from now, in every unit', () => {
    const now = new Date('2026-07-10T12:00:00.250Z');
    const text = [
      'date:now',
      'date:now -106 minutes',
      'date:now -1004 seconds',
      'date:now +1 hour',
      'date:now +2 days',
    ];
    expect(withTimes(JSON.stringify(text), now)).toBe(
      JSON.stringify([
        '2026-07-10T12:00:00+00:00',
        '2026-07-10T10:14:00+00:00',
        '2026-07-10T11:43:16+00:00',
        '2026-07-10T13:00:00+00:00',
        '2026-07-12T12:00:00+00:00',
      ]),
    );
  });

  it('leaves a time that is written out', () => {
    expect(withTimes('"2024-01-08T13:48:00-06:00"', new Date())).toBe('"2024-01-08T13:48:00-06:00"');
  });
});
