// @ts-expect-error The page is plain JavaScript, without a build step.
import { amount, count, countsOf, incompleteLedgers, operator } from '../../web/quantities.js';

describe('the quantities of the page', () => {
  it('are written as people of the language write them', () => {
    expect([count(42_000, 'zh-CN'), count(42_000, 'en'), count(12.345, 'en')]).toEqual(['42,000', '42,000', '12.35']);
  });

  it('say when they are a lower bound only', () => {
    expect(amount({ value: 1842, kind: 'at-least' }, 'en')).toBe('≥ 1,842');
    expect(amount({ value: 2545, kind: 'exact' }, 'en')).toBe('2,545');
  });

  it('show the comparison of a rule as it is read; an unknown one as it is', () => {
    expect(['>=', '<', '~'].map((op) => operator(op))).toEqual(['≥', '<', '~']);
  });

  it('leave out what there is none of, but never the first', () => {
    const codes = ['open', 'resolved', 'cancelled'];

    expect(countsOf({ open: 0, resolved: 4, cancelled: 0 }, codes)).toEqual([
      ['open', 0, 0],
      ['resolved', 4, 1],
    ]);
    expect(countsOf(undefined, codes)).toEqual([['open', 0, 0]]);
  });

  it('name the ledgers that have not arrived whole', () => {
    const [zones, teams] = [
      { ledger: 'zones', here: 3, total: 4, complete: false },
      { ledger: 'teams', here: 4, total: 4, complete: true },
    ];

    expect(incompleteLedgers([zones, teams])).toEqual([zones]);
  });
});
