import fc from 'fast-check';
import { bboxOf, polygonContains } from './area';
import { outlineContaining, outlineOf, verticesOf } from './outline';
import type { Polygon, Position } from './position';

const around = (centre: Position, corners: number, radiusAt: (i: number) => number): Polygon => {
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const angle = (i / corners) * 2 * Math.PI;
    return [centre[0] + radiusAt(i) * Math.cos(angle), centre[1] + radiusAt(i) * Math.sin(angle)];
  });
  return [[...ring, ring[0]!]];
};

const isInside = (polygons: Polygon[], point: Position): boolean => polygons.some((p) => polygonContains(p, point));

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** Vertices and middles of edges (at most some 2,000 of them), and random points of the original. */
function fallenOut(original: Polygon[], outline: Polygon[], seed: number): Position[] {
  const next = random(seed);
  const rings = original.flat();
  const every = Math.ceil(verticesOf(original) / 1000);
  const probes = rings.flatMap((ring) =>
    ring.flatMap((a, i): Position[] => {
      const b = ring[(i + 1) % ring.length]!;
      return i % every === 0 ? [a, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]] : [];
    }),
  );
  const box = bboxOf({ polygons: original, circles: [] })!;
  const anywhere = Array.from({ length: 100 }, (): Position => [
    box[0] + next() * (box[2] - box[0]),
    box[1] + next() * (box[3] - box[1]),
  ]);
  return [...probes, ...anywhere.filter((point) => isInside(original, point))].filter(
    (point) => !isInside(outline, point),
  );
}

const coordinate = fc.record({
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
  lat: fc.double({ min: -89, max: 89, noNaN: true }),
});

describe('an outline that contains the original', () => {
  it('is the original itself when that is small enough', () => {
    const square: Polygon = [
      [
        [107, 36],
        [108, 36],
        [108, 37],
        [107, 37],
        [107, 36],
      ],
    ];

    expect(outlineContaining([square])).toEqual([square]);
  });

  it('lets nobody fall out of a ragged area', () => {
    fc.assert(
      fc.property(
        coordinate,
        fc.double({ min: 1e-5, max: 60, noNaN: true }),
        fc.integer(),
        fc.integer({ min: 8, max: 120 }),
        (at, size, seed, max) => {
          const next = random(seed);
          const ragged = around([at.lon, at.lat], 300, () => size * (0.4 + next())).map((ring) =>
            ring.map(([lon, lat]): Position => [Math.max(-180, Math.min(180, lon)), Math.max(-90, Math.min(90, lat))]),
          );
          const outline = outlineContaining([ragged], max);

          expect(verticesOf(outline)).toBeLessThanOrEqual(max);
          expect(fallenOut([ragged], outline, seed)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets nobody fall out of rings that cross themselves at random', () => {
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 20, maxLength: 80 }), fc.integer(), (corners, seed) => {
        const ring = corners.map(({ lon, lat }): Position => [lon / 100 + 107, lat / 100 + 36]);
        const tangled: Polygon = [[...ring, ring[0]!]];
        const outline = outlineContaining([tangled], 20);

        expect(verticesOf(outline)).toBeLessThanOrEqual(20);
        expect(fallenOut([tangled], outline, seed)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('lets nobody fall out where a line runs back on itself', () => {
    const spur: Position[] = [
      [107, 36],
      [107, 35],
      [108, 36],
      [107, 36],
      [107.001, 36],
      [107, 35],
    ];
    const slit: Position[] = [
      [105.21, 36],
      [107, 36],
      [107, 35.9995905],
      [108.5654432, 36],
      [105.21, 36],
      [107, 35.9991377],
    ];
    const padding = Array.from({ length: 20 }, (): Position => [107, 36]);
    for (const line of [spur, slit]) {
      const ring = [...padding, ...line, padding[0]!];

      expect(fallenOut([[ring]], outlineContaining([[ring]], 20), 0)).toEqual([]);
    }
  });

  it('lets nobody fall out of hundreds of islands, and keeps a wide hole', () => {
    const next = random(7);
    const islands = Array.from({ length: 212 }, () =>
      around([107 + 2 * next(), 35 + 2 * next()], 160, () => 0.02 + 0.05 * next()),
    );
    const rim = around([112, 36], 900, (i) => 1 + 0.01 * Math.sin(i));
    const hole = around([112, 36], 900, (i) => 0.6 + 0.01 * Math.cos(i))[0]!;
    const original = [...islands, [rim[0]!, hole]];
    const outline = outlineContaining(original);

    expect(verticesOf(outline)).toBeLessThanOrEqual(1000);
    expect(fallenOut(original, outline, 1)).toEqual([]);
    expect(isInside(outline, [112, 36])).toBe(false);
  });

  it('takes neighbours together where there are too many polygons for four corners each', () => {
    const next = random(13);
    const fields = Array.from({ length: 900 }, () =>
      around([100 + 10 * next(), 30 + 10 * next()], 6, () => 0.01 + 0.05 * next()),
    );
    const outline = outlineContaining(fields);

    expect(verticesOf(outline)).toBeLessThanOrEqual(1000);
    expect(outline.length).toBeGreaterThan(1);
    expect(fallenOut(fields, outline, 2)).toEqual([]);
  });

  it('lets nobody fall out of an area without width', () => {
    const line: Polygon = [
      [
        ...Array.from({ length: 700 }, (_, i): Position => [107 + i / 700, 36]),
        ...Array.from({ length: 701 }, (_, i): Position => [108 - i / 700, 36]),
      ],
    ];
    const outline = outlineContaining([line], 100);

    expect(fallenOut([line], outline, 3)).toEqual([]);
    expect(line[0]!.filter((point) => !isInside(outline, point))).toEqual([]);
  });

  it('stays within the longitudes and latitudes that exist', () => {
    const next = random(11);
    const cornered = around([180, 90], 4000, () => 3 + next()).map((ring) =>
      ring.map(([lon, lat]): Position => [Math.min(180, lon), Math.min(90, lat)]),
    );
    const outline = outlineContaining([cornered], 200);

    expect(outline.flat(2).every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)).toBe(true);
    expect(fallenOut([cornered], outline, 5)).toEqual([]);
  });

  it('hugs the area: a country of 41,009 positions grows by less than four hundredths', () => {
    const country = ragged41009();
    const outline = outlineContaining([country]);

    expect(verticesOf(outline)).toBeLessThanOrEqual(1000);
    expect(fallenOut([country], outline, 9).length).toBe(0);
    expect(areaOf(outline[0]!) / areaOf(country)).toBeLessThan(1.04);
  });

  it('takes an area of circles and polygons together', () => {
    const outline = outlineOf({ polygons: [], circles: [{ lon: 107.6, lat: 35.7, radiusMetres: 5000 }] });

    expect(isInside(outline, [107.6, 35.7 + 4990 / 111_195])).toBe(true);
    expect(outlineOf({ polygons: [], circles: [] })).toEqual([]);
  });
});

function ragged41009(): Polygon {
  const next = random(42);
  let walk = 0;
  return around([-1.5, 12.3], 41_008, (i) => {
    walk = walk * 0.98 + (next() - 0.5) * 0.01;
    return 3 + 0.5 * Math.sin(i / 2000) + walk;
  });
}

function areaOf([outer]: Polygon): number {
  return (
    Math.abs(
      outer!.reduce((sum, [x, y], i) => {
        const [x2, y2] = outer![(i + 1) % outer!.length]!;
        return sum + x * y2 - x2 * y;
      }, 0),
    ) / 2
  );
}
