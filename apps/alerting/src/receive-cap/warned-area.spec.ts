import type { Area, CapMessage, Position } from '@libs/cap';
import { polygonContains } from '@libs/geo';
import { geometryOf, publicAreaOf } from './warned-area';

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const area = (more: Partial<Area>): Area => ({ areaDesc: 'a', polygons: [], circles: [], geocodes: [], ...more });
const read = (...areas: Area[]) => {
  const message = { infos: [{ areas }] } as unknown as CapMessage;
  const geometry = geometryOf(message);
  const published = publicAreaOf(message, geometry);
  return {
    geometry,
    published,
    warns: (at: Position) => published.outline.some((ring) => polygonContains([ring], at)),
  };
};

describe('places that an area takes out', () => {
  it('are in the exact area and in the outline no more', () => {
    const { geometry, published, warns } = read(
      area({ polygons: [square(107, 36, 4)], excluded: [square(108, 37, 1), square(109.5, 38.5, 0.25)] }),
    );
    expect(geometry.polygons.map((polygon) => polygon.length)).toEqual([3]);
    expect([warns([107.5, 36.5]), warns([108.5, 37.5]), warns([109.6, 38.6])]).toEqual([true, false, false]);
    expect(published.bbox).toEqual([107, 36, 111, 40]);
  });

  it('at the edge make the box smaller; all of it leaves no geometry, which a person has to draw', () => {
    const half = read(area({ polygons: [square(107, 36, 4)], excluded: [square(105, 30, 4)] }));
    expect(half.published.bbox).toEqual([107, 36, 111, 40]);
    const most = read(
      area({
        polygons: [square(107, 36, 4)],
        excluded: [
          [
            [106, 35],
            [110, 35],
            [110, 41],
            [106, 41],
            [106, 35],
          ],
        ],
      }),
    );
    expect(most.published.bbox).toEqual([110, 36, 111, 40]);
    const all = read(area({ polygons: [square(107, 36, 4)], excluded: [square(106, 35, 6)] }));
    expect(all.published).toEqual({ divisionCodes: [], outline: [], description: 'a' });
  });

  it('are taken out of circles, and only there does a circle become a polygon', () => {
    const [near, far] = [
      { lon: 108, lat: 36, radiusMetres: 20_000 },
      { lon: 112, lat: 36, radiusMetres: 20_000 },
    ];
    const { geometry, warns } = read(area({ circles: [near, far], excluded: [square(107.95, 35.95, 0.1)] }));
    expect(geometry.circles).toEqual([far]);
    expect([warns([108, 36]), warns([108.15, 36]), warns([112, 36])]).toEqual([false, true, true]);
  });

  it('stay warned where another area of the message warns them', () => {
    const one = area({ polygons: [square(107, 36, 4)], excluded: [square(108, 37, 1)] });
    const { warns } = read(one, area({ polygons: [square(108, 37, 0.5)] }));
    expect([warns([108.25, 37.25]), warns([108.75, 37.75])]).toEqual([true, false]);
  });

  it('stay out where the outline is too long to go out as it is', () => {
    const corners = Array.from({ length: 4000 }, (_, i): Position => {
      const angle = (i / 4000) * 2 * Math.PI;
      const radius = 1 + 0.01 * Math.sin(97 * angle);
      return [108 + radius * Math.cos(angle), 36 + radius * Math.sin(angle)];
    });
    const { published, warns } = read(
      area({ polygons: [[...corners, corners[0]!]], excluded: [square(107.8, 35.8, 0.4)] }),
    );
    expect(published.outline.flat().length).toBeLessThanOrEqual(1000);
    expect([warns([108, 36]), warns([108.5, 36]), ...corners.map(warns)]).toEqual([
      false,
      true,
      ...corners.map(() => true),
    ]);
  });
});
