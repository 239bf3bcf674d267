import type { Position } from '../message';
import { anyOverlap } from './overlap';

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

describe('rings of one warning', () => {
  it.each([
    ['far apart', [box(0, 0, 1, 1), box(5, 5, 6, 6)], false],
    ['with a side in common', [box(0, 0, 1, 1), box(1, 0, 2, 1)], false],
    ['with a part of a side in common', [box(0, 0, 1, 1), box(1, 0.5, 2, 3)], false],
    ['with a corner in common', [box(0, 0, 1, 1), box(1, 1, 2, 2)], false],
    ['across each other', [box(0, 0, 2, 2), box(1, 1, 3, 3)], true],
    ['one in the other', [box(0, 0, 9, 9), box(1, 1, 2, 2)], true],
    ['one in the other, on its side', [box(0, 0, 9, 9), box(0, 1, 2, 2)], true],
    ['as a cross', [box(0, 1, 3, 2), box(1, 0, 2, 3)], true],
    ['the same twice', [box(0, 0, 1, 1), box(0, 0, 1, 1).reverse()], true],
    ['of three, the last two', [box(9, 9, 10, 10), box(0, 0, 2, 2), box(1, 1, 3, 3)], true],
    ['one alone', [box(0, 0, 1, 1)], false],
  ])('%s', (_, rings, expected) => expect(anyOverlap(rings)).toBe(expected));

  it('of too many points are not compared', () => {
    const round = (east: number) =>
      Array.from({ length: 2000 }, (_, index): Position => {
        const angle = (index % 1999) * ((2 * Math.PI) / 1999);
        return [east + Math.cos(angle), Math.sin(angle)];
      });
    expect(anyOverlap([round(0), round(0.5)])).toBeUndefined();
  });
});
