import fc from 'fast-check';
import { polygonContains } from './area';
import type { Polygon, Position, Ring } from './position';
import { subtract, withoutHoles } from './subtract';

const square = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const holds = (polygons: Polygon[], point: Position): boolean => polygons.some((p) => polygonContains(p, point));

describe('rings taken out of polygons', () => {
  it('leave a hole where they lie inside, and nothing where they cover everything', () => {
    const rest = subtract([[square(100, 30, 10)]], [square(104, 34, 2)]);
    expect(rest).toHaveLength(1);
    expect(rest[0]).toHaveLength(2);
    expect([holds(rest, [102, 32]), holds(rest, [105, 35])]).toEqual([true, false]);
    expect(subtract([[square(100, 30, 10)]], [square(99, 29, 12)])).toEqual([]);
  });

  it('cut a polygon in two, and touch none that they do not meet', () => {
    const far: Polygon = [square(120, 30, 1)];
    const rest = subtract([[square(100, 30, 10)], far], [square(104, 20, 2), square(104, 22, 2), square(103, 29, 12)]);
    expect(rest).toContain(far);
    expect([holds(rest, [101, 32]), holds(rest, [108, 35])]).toEqual([true, false]);
  });

  it('are taken out whichever way round they run, and also where several of the polygons overlap', () => {
    const rest = subtract([[square(0, 0, 10)], [square(1, 1, 8).toReversed()]], [square(4, 4, 2).toReversed()]);
    expect([holds(rest, [5, 5]), holds(rest, [2, 2]), holds(rest, [0.5, 0.5])]).toEqual([false, true, true]);
  });

  it('take out nothing but what they enclose', () => {
    const side = fc.integer({ min: 1, max: 9 });
    const at = fc.integer({ min: -3, max: 12 });
    const ring = fc.tuple(at, at, side).map((given) => square(...given));
    const probe = fc.tuple(at, at).map(([lon, lat]): Position => [lon + 0.5, lat + 0.5]);
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1 }), fc.array(ring), probe, (outers, excluded, point) => {
        const polygons = outers.map((outer): Polygon => [outer]);
        const isExpected = holds(polygons, point) && !excluded.some((each) => polygonContains([each], point));
        expect(holds(subtract(polygons, excluded), point)).toBe(isExpected);
        const single = subtract(polygons, excluded).map((polygon): Polygon => [withoutHoles(polygon)]);
        expect(holds(single, point)).toBe(isExpected);
      }),
    );
  });
});

describe('a polygon as one ring', () => {
  it('is its outer ring where it has no hole', () => {
    const outer = square(0, 0, 4);
    expect(withoutHoles([outer])).toEqual(outer);
  });

  it('leads into every hole and back, so that the hole stays outside', () => {
    const ring = withoutHoles([square(0, 0, 10), square(1, 1, 2), square(6, 6, 2)]);
    expect(ring).toHaveLength(5 + 6 + 6);
    expect(ring.at(-1)).toEqual(ring[0]);
    const inside = (point: Position) => polygonContains([ring], point);
    expect([inside([2, 2]), inside([7, 7]), inside([5, 4.7])]).toEqual([false, false, true]);
  });
});
