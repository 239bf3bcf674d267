import { isInstant } from './field-rules';

describe('an instant in a body', () => {
  it.each(['2026-07-01T08:00:00Z', '2026-07-01T16:00:00+08:00', '2026-07-01T08:00Z', '2026-07-01T08:00:00.123456Z'])(
    'is read: %s',
    (text) => expect([isInstant(text), Number.isNaN(Date.parse(text))]).toEqual([true, false]),
  );

  it.each([
    '2026-07-01',
    '2026-07-01T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-07-01T25:00:00Z',
    '20260701T080000Z',
    '2026-W27T08:00:00Z',
    'today',
    '',
    1751356800000,
    null,
  ])('is refused without a zone, or where no clock shows it: %j', (text) => expect(isInstant(text)).toBe(false));
});
