import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDivisionOutlines } from './division-outlines';

describe('the outlines on the map', () => {
  it('are the eight counties of Qingyang in both languages, in WGS-84', () => {
    const { features, bbox } = loadDivisionOutlines();

    expect(features.map(({ properties }) => properties.code)).toEqual([
      '621002',
      '621021',
      '621022',
      '621023',
      '621024',
      '621025',
      '621026',
      '621027',
    ]);
    expect(features[0]!.properties.name).toEqual({ 'zh-CN': '西峰区', en: 'Xifeng' });
    // GCJ-02 in the package: [107.602071, 35.48744].
    expect(features[0]!.geometry.coordinates[0]![0]![0]![0]).toBeCloseTo(107.5972, 3);
    expect(bbox.map(Math.floor)).toEqual([106, 35, 108, 37]);
  });

  it("may be a city's own", () => {
    const file = ownFile({
      features: [
        {
          properties: { code: '610100', name: { 'zh-CN': '某市', en: 'A city' } },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [108, 34],
                [109, 34],
                [109, 35],
                [108, 34],
              ],
            ],
          },
        },
      ],
    });

    expect(loadDivisionOutlines(file)).toEqual({
      type: 'FeatureCollection',
      bbox: [108, 34, 109, 35],
      features: [
        {
          type: 'Feature',
          properties: { code: '610100', name: { 'zh-CN': '某市', en: 'A city' } },
          geometry: {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [108, 34],
                  [109, 34],
                  [109, 35],
                  [108, 34],
                ],
              ],
            ],
          },
        },
      ],
    });
  });

  it.each([
    [{}, 'no features'],
    [{ features: [{ properties: {}, geometry: null }] }, 'feature 1: needs a division code'],
    [
      { features: [{ properties: { code: '621002' }, geometry: { type: 'Point', coordinates: [1, 2] } }] },
      'feature 1: needs a Polygon',
    ],
  ])('say what is wrong with a file', (content, message) => {
    expect(() => loadDivisionOutlines(ownFile(content))).toThrow(message);
  });
});

function ownFile(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'outlines-')), 'city.geojson');
  writeFileSync(file, JSON.stringify(content));
  return file;
}
