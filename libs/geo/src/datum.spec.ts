import fc from 'fast-check';
import { circleFromCap, circleToCap, ringFromCap, ringToCap } from './cap-coordinates';
import { distanceMetres } from './circle';
import { gcj02ToWgs84, mapPositions, wgs84ToGcj02 } from './datum';

const inChina = fc.tuple(fc.double({ min: 80, max: 120, noNaN: true }), fc.double({ min: 22, max: 45, noNaN: true }));

describe('GCJ-02 and WGS-84', () => {
  it('lie some hundred metres apart in Qingyang', () => {
    const away = distanceMetres([107.6388, 35.7342], gcj02ToWgs84([107.6388, 35.7342]));

    expect(away).toBeGreaterThan(300);
    expect(away).toBeLessThan(900);
  });

  it('come back to the same place within a metre', () => {
    fc.assert(
      fc.property(inChina, (place) => {
        expect(distanceMetres(place, gcj02ToWgs84(wgs84ToGcj02(place)))).toBeLessThan(1);
      }),
    );
  });

  it('are the same outside China', () => {
    expect(wgs84ToGcj02([2.35, 48.85])).toEqual([2.35, 48.85]);
  });

  it('turn whole geometries and leave the original alone', () => {
    const original = [
      [
        [
          [107, 35],
          [108, 35],
          [108, 36],
          [107, 35],
        ],
      ],
    ];
    const turned = mapPositions(original, ([lon, lat]) => [lon + 1, lat]);

    expect(turned[0]![0]![0]).toEqual([108, 35]);
    expect(original[0]![0]![0]).toEqual([107, 35]);
  });
});

describe("CAP's coordinates", () => {
  it('are latitude first, and turned', () => {
    expect(ringFromCap(' 35.7,107.6\n35.8,107.6\t35.8,107.7 35.7,107.6 ')).toEqual([
      [107.6, 35.7],
      [107.6, 35.8],
      [107.7, 35.8],
      [107.6, 35.7],
    ]);
    expect(circleFromCap('35.7,107.6 2.5')).toEqual({ lon: 107.6, lat: 35.7, radiusMetres: 2500 });
  });

  it.each(['', '...', '36.1,(-68.1', '35.7, 107.6', '35.7', '35.7,107.6,3', '0x10,5', 'NaN,1'])(
    'are refused when they read %j',
    (text) => {
      expect(ringFromCap(text)).toBeUndefined();
      expect(circleFromCap(`${text} 1`)).toBeUndefined();
    },
  );

  it('are written as they were read', () => {
    expect(ringToCap(ringFromCap('35.7,107.6 35.8,107.6')!)).toBe('35.7,107.6 35.8,107.6');
    expect(circleToCap(circleFromCap('35.7,107.6 2.5')!)).toBe('35.7,107.6 2.5');
  });
});
