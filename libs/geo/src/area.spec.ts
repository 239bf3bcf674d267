import fc from 'fast-check';
import { bboxesMeet, bboxOf, contains } from './area';
import { bboxOfCircle, circleContains, circleToPolygon, distanceMetres } from './circle';
import type { Polygon, Position } from './position';

const square: Polygon = [
  [
    [107, 35],
    [108, 35],
    [108, 36],
    [107, 36],
    [107, 35],
  ],
];
const withHole: Polygon = [
  square[0]!,
  [
    [107.4, 35.4],
    [107.6, 35.4],
    [107.6, 35.6],
    [107.4, 35.6],
    [107.4, 35.4],
  ],
];

const circle = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  radiusMetres: fc.oneof(
    fc.double({ min: 0, max: 5000, noNaN: true }),
    fc.double({ min: 0, max: 3_000_000, noNaN: true }),
  ),
});
const direction = fc.record({
  bearing: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('an area', () => {
  it('holds what is in a polygon or on its edge, and not what is in a hole', () => {
    expect(contains({ polygons: [square], circles: [] }, [107.5, 35.5])).toBe(true);
    expect(contains({ polygons: [square], circles: [] }, [107, 35.5])).toBe(true);
    expect(contains({ polygons: [square], circles: [] }, [106.9, 35.5])).toBe(false);
    expect(contains({ polygons: [withHole], circles: [] }, [107.5, 35.5])).toBe(false);
  });

  it('holds what is in a circle, across the antimeridian too', () => {
    const fiji = { lon: 179.9, lat: -17, radiusMetres: 50_000 };

    expect(contains({ polygons: [], circles: [fiji] }, [-179.9, -17])).toBe(true);
    expect(contains({ polygons: [], circles: [fiji] }, [179, -17])).toBe(false);
  });

  it('without any shape holds nobody and has no box: missing never means everywhere', () => {
    expect(contains({ polygons: [], circles: [] }, [107.5, 35.5])).toBe(false);
    expect(bboxOf({ polygons: [], circles: [] })).toBeUndefined();
  });

  it('has a box around its polygons and circles', () => {
    const box = bboxOf({ polygons: [square], circles: [{ lon: 109, lat: 35.5, radiusMetres: 10_000 }] })!;

    expect(box[0]).toBe(107);
    expect(box[2]).toBeCloseTo(109 + 0.1105, 3);
    expect(bboxesMeet(box, [109.05, 35, 110, 36])).toBe(true);
    expect(bboxesMeet(box, [109.5, 35, 110, 36])).toBe(false);
  });
});

describe('a circle', () => {
  it('measures the earth: one degree of a meridian is 111.2 km', () => {
    expect(distanceMetres([107, 35], [107, 36])).toBeCloseTo(111_195, -1);
  });

  it('lies within its box and within its polygon, everywhere on the globe', () => {
    fc.assert(
      fc.property(circle, direction, (round, { bearing, share }) => {
        const point = walk([round.lon, round.lat], round.radiusMetres * share, bearing);
        fc.pre(circleContains(round, point));
        const [west, south, east, north] = bboxOfCircle(round);

        expect(point[0] >= west - 1e-9 && point[0] <= east + 1e-9).toBe(true);
        expect(point[1] >= south - 1e-9 && point[1] <= north + 1e-9).toBe(true);
        expect(contains({ polygons: [circleToPolygon(round)], circles: [] }, point)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  it('is drawn close: the polygon is within two hundredths of the radius', () => {
    const corners = circleToPolygon({ lon: 107.6, lat: 35.7, radiusMetres: 20_000 })[0]!;

    expect(Math.max(...corners.map((corner) => distanceMetres([107.6, 35.7], corner)))).toBeLessThan(20_400);
  });
});

function walk([lon, lat]: Position, metres: number, bearing: number): Position {
  const angle = metres / 6_371_008.8;
  const [sin, cos] = [Math.sin((lat * Math.PI) / 180), Math.cos((lat * Math.PI) / 180)];
  const sinLat = Math.max(-1, Math.min(1, sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(bearing)));
  const dLon = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cos, Math.cos(angle) - sin * sinLat);
  const east = lon + (dLon * 180) / Math.PI;
  return [east > 180 ? east - 360 : east < -180 ? east + 360 : east, (Math.asin(sinLat) * 180) / Math.PI];
}
