import fc from 'fast-check';
import { containsDivision, divisionsOverlap, isDivisionCode, significantPrefix } from './division';

describe('division codes', () => {
  it.each([
    ['621000', '6210'],
    ['620000', '62'],
    ['621021', '621021'],
    ['621020', '621020'],
    ['621021000000', '621021'],
    ['621000000000', '6210'],
    ['621021100000', '621021100'],
    ['621021100001', '621021100001'],
  ])('the significant prefix of %s is %s', (code, prefix) => expect(significantPrefix(code)).toBe(prefix));

  it('a city contains its counties, townships and villages, and none of a neighbour', () => {
    expect(containsDivision('621000', '621022')).toBe(true);
    expect(containsDivision('621000000000', '621022')).toBe(true);
    expect(containsDivision('621000', '621022101203')).toBe(true);
    expect(containsDivision('621022', '621000')).toBe(false);
    expect(containsDivision('621022', '621021')).toBe(false);
    expect(divisionsOverlap('621022', '621000')).toBe(true);
  });

  it('only codes of 2, 4, 6, 9 or 12 digits are division codes', () => {
    expect(['62', '6210', '621021', '621021100', '621021100001'].every(isDivisionCode)).toBe(true);
    expect(['', '6', '62102', 'X21021', '621021 ', '6210211000011'].some(isDivisionCode)).toBe(false);
  });

  it('containment is reflexive and transitive for any codes', () => {
    const code = fc
      .tuple(fc.constantFrom(2, 4, 6, 9, 12), fc.stringMatching(/^[1-9]{12}$/))
      .map(([length, digits]) => digits.slice(0, length));
    fc.assert(fc.property(code, (a) => containsDivision(a, a)));
    fc.assert(
      fc.property(code, code, code, (a, b, c) => {
        if (containsDivision(a, b) && containsDivision(b, c)) expect(containsDivision(a, c)).toBe(true);
      }),
    );
  });
});
