import { Findings } from '../findings/finding';
import type { Area } from '../message';
import { parseXml, type XmlElement } from '../xml/xml-tree';
import { readArea } from './read-area';

function read(xml: string): { area: Area; codes: string[]; worst: string | undefined } {
  const findings = new Findings();
  const element = parseXml(`<area>${xml}</area>`, findings) as XmlElement;
  const reading = {
    findings,
    profile: 'cap-1.2' as const,
    namespace: '',
    now: new Date(0),
    original: {},
    assumedOffset: () => 0,
  };
  const area = readArea(element, '/area', reading);
  return { area, codes: findings.all().map((finding) => finding.code), worst: findings.worst };
}

const polygon = (text: string) => read(`<areaDesc>庆阳</areaDesc><polygon>${text}</polygon>`);
const ringOf = (text: string) => polygon(text).area.polygons[0];

describe('polygons', () => {
  it('are turned to lon,lat and closed, whatever white space stands between the pairs', () => {
    expect(ringOf('\n36,107\t36,108\r\n 35,108  36,107 ')).toEqual([
      [107, 36],
      [108, 36],
      [108, 35],
      [107, 36],
    ]);
  });

  it('an open one is closed with a warning', () => {
    const { area, codes } = polygon('36,107 36,108 35,108');
    expect(area.polygons[0]).toHaveLength(4);
    expect(codes).toEqual(['cap.polygon-closed']);
  });

  it('with a comma too many or a space after the comma is read with a warning', () => {
    expect(polygon('36, 107 36, 108 35, 108 36, 107,').codes).toEqual(['cap.polygon-spacing']);
  });

  it('in lon,lat order around Qingyang is swapped back, for no such latitude exists', () => {
    const { area, codes } = polygon('107,36 108,36 108,35 107,36');
    expect(area.polygons[0]?.[0]).toEqual([107, 36]);
    expect(codes).toEqual(['cap.polygon-swapped']);
  });

  it('with one mistyped latitude is not taken for a swap', () => {
    const { codes, worst } = polygon('36,80 99.9,80 35,81 36,80');
    expect(codes).toEqual(['cap.area-unreadable', 'cap.polygon-out-of-range']);
    expect(worst).toBe('hold');
  });

  it('that crosses itself is kept with a warning', () => {
    const { area, codes } = polygon('0,0 1,1 0,1 1,0 0,0');
    expect(area.polygons).toHaveLength(1);
    expect(codes).toEqual(['cap.polygon-self-crossing']);
  });

  it('past the date line is cut into two rings with valid longitudes', () => {
    for (const text of ['10,178 10,-178 5,-178 5,178 10,178', '10,178 10,182 5,182 5,178 10,178']) {
      const { area, codes } = polygon(text);
      expect(codes).toEqual(['cap.polygon-date-line']);
      expect(area.polygons).toHaveLength(2);
      expect(area.polygons.flat().every(([lon]) => lon >= -180 && lon <= 180)).toBe(true);
    }
  });

  it.each([
    '36.1,(-68.1 36,1 35,1',
    '...',
    '36,107',
    '36,107 35,108',
    '36 107 36 108 35 108',
    'NaN,NaN 1,1 2,2',
    '1e309,1 2,2 3,3',
    '1,1 2,2 3,3 1,1',
  ])('"%s" is held when nothing else describes the area', (text) => {
    const { area, worst } = polygon(text);
    expect(area.polygons).toEqual([]);
    expect(worst).toBe('hold');
  });

  it('a broken one beside a good one or a geocode is dropped with a warning', () => {
    expect(read('<areaDesc>x</areaDesc><polygon>...</polygon><circle>36,107 5</circle>').worst).toBe('warning');
    const coded = read(
      '<areaDesc>x</areaDesc><polygon>...</polygon><geocode><valueName>SAME</valueName><value>1</value></geocode>',
    );
    expect(coded.worst).toBe('warning');
    expect(coded.area.polygons).toEqual([]);
  });

  it('of 40,000 points is read and checked', () => {
    const points = Array.from({ length: 40_000 }, (_, index) => {
      const angle = (index / 40_000) * 2 * Math.PI;
      return `${36 + Math.sin(angle)},${107 + Math.cos(angle)}`;
    });
    const { area, codes } = polygon([...points, points[0]].join(' '));
    expect(area.polygons[0]).toHaveLength(40_001);
    expect(codes).toEqual([]);
  });

  it('of long edges across each other does not take for ever', () => {
    const points = Array.from(
      { length: 20_000 },
      (_, index) => `${index % 2 === 0 ? 10 : -10},${((index * 7) % 19_997) / 1000}`,
    );
    expect(polygon([...points, points[0]].join(' ')).codes).toEqual(['cap.polygon-crossing-unchecked']);
  });
});

describe('circles', () => {
  const circle = (text: string) => read(`<areaDesc>x</areaDesc><circle>${text}</circle>`);

  it('a radius of 0 is a point', () => {
    expect(circle('36,107 0').area.circles).toEqual([{ lat: 36, lon: 107, radiusMetres: 0 }]);
  });

  it('lon,lat is swapped back where only that is possible', () => {
    expect(circle('107,36 5')).toMatchObject({
      area: { circles: [{ lat: 36, lon: 107 }] },
      codes: ['cap.circle-swapped'],
    });
  });

  it.each(['36,107', '36 107 5', '36,107 -1', '36,107 9000', 'x', '36,107 1e309', '99,200 1'])(
    '"%s" is held',
    (text) => {
      expect(circle(text)).toMatchObject({ area: { circles: [] }, worst: 'hold' });
    },
  );
});

describe('an area', () => {
  it('by name only is accepted and says that a person has to draw it', () => {
    expect(read('<areaDesc>庆城县</areaDesc>').codes).toEqual(['cap.area-by-name-only']);
  });

  it('of empty elements is no area, and no area never means everywhere', () => {
    const { area, codes } = read('<areaDesc/><polygon/><circle/>');
    expect(area).toMatchObject({ polygons: [], circles: [], geocodes: [] });
    expect(codes).toContain('cap.area-missing');
  });
});
