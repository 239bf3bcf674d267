import fc from 'fast-check';
import { chooseExactly } from './choose-exactly';

const sum = (numbers: number[]): number => numbers.reduce((all, number) => all + number, 0);
const itself = (number: number): number => number;

describe('choosing households whose persons are exactly so many', () => {
  it('takes them in order, and passes over what would be too many', () => {
    expect(chooseExactly([3, 4, 5, 2], itself, 9)).toEqual([3, 4, 2]);
  });

  it('gives one back for a larger one where nothing fits the rest', () => {
    expect(chooseExactly([3, 3, 4], itself, 7)).toEqual([3, 4]);
  });

  it('says so when there is no such choice', () => {
    expect(() => chooseExactly([2, 2], itself, 3)).toThrow('1 are missing');
    expect(() => chooseExactly([2, 2], itself, 9)).toThrow('5 are missing');
  });

  it('takes nothing twice, and never more or less, among households as they are', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 200 });

    fc.assert(
      fc.property(sizes, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (persons, part) => {
        fc.pre(persons.includes(1) && persons.includes(2));
        const households = persons.map((size, i) => ({ i, size }));
        const wanted = Math.floor(sum(persons) * part);
        const chosen = chooseExactly(households, ({ size }) => size, wanted);

        expect(sum(chosen.map(({ size }) => size))).toBe(wanted);
        expect(new Set(chosen.map(({ i }) => i)).size).toBe(chosen.length);
      }),
    );
  });
});
