import { readCircle } from '../geometry/circle';
import { readPolygon } from '../geometry/polygon';
import { isExclusion, readExclusions } from '../geometry/exclusion';
import type { Area, Circle, NamedValue } from '../message';
import { AREA_SHAPE } from './shape';
import type { XmlElement } from '../xml/xml-tree';
import { childrenOf } from './children';
import { childPath, type Children, type Reading } from './reading';
import { elementText, pairsOf, textOf } from './values';

const METRES_PER_KILOMETRE = 1000;

/**
 * One area. What cannot be read is dropped with a warning; when nothing is left that describes the area, a person has
 * to look: an area that vanished must never read as "nobody" or as "everywhere".
 */
export function readArea(element: XmlElement, path: string, reading: Reading): Area {
  const { findings, profile } = reading;
  const chinese = profile === 'cn';
  const children = childrenOf(element, AREA_SHAPE, path, reading);
  const areaDesc = textOf(children, 'areaDesc', path, reading);
  if (areaDesc === undefined) findings.add('cap.area-desc-missing', path);

  const polygons = geometries(children, 'polygon', path, reading).map(([text, at]) =>
    readPolygon(text, at, findings, chinese),
  );
  const circles = geometries(children, 'circle', path, reading).map(([text, at]) =>
    readCircle(text, at, findings, chinese ? 1 : METRES_PER_KILOMETRE),
  );
  const area: Area = {
    areaDesc: areaDesc ?? '',
    polygons: polygons.flat(),
    circles: circles.filter((circle): circle is Circle => circle !== undefined),
    geocodes: readGeocodes(children, path, reading),
  };
  const excluded = readExclusions(area.geocodes, path, findings);
  if (excluded.length > 0) area.excluded = excluded;
  readHeights(area, children, path, reading);

  const codes = area.geocodes.filter((code) => !isExclusion(code));
  const described = area.polygons.length + area.circles.length + codes.length > 0;
  const attempted = polygons.length + circles.length > 0;
  if (!described && attempted) findings.add('cap.area-unreadable', path, { found: areaDesc ?? '' });
  else if (!described && areaDesc !== undefined) findings.add('cap.area-by-name-only', path, { found: areaDesc });
  else if (!described) findings.add('cap.area-missing', path);
  return area;
}

/** Texts of the geometries that are not empty, with their paths. */
function geometries(children: Children, name: string, path: string, reading: Reading): [string, string][] {
  return (children.get(name) ?? []).flatMap((element, index): [string, string][] => {
    const at = childPath(path, name, index);
    const text = elementText(element, at, reading);
    if (text !== undefined) return [[text, at]];
    if (element.children.length > 0)
      reading.findings.add(name === 'circle' ? 'cap.circle-unreadable' : 'cap.polygon-unreadable', at);
    return [];
  });
}

/** Geocodes need a value; China's profile writes a bare list of division codes. */
function readGeocodes(children: Children, path: string, reading: Reading): NamedValue[] {
  return pairsOf(children, 'geocode', path, reading).map((pair) => {
    if (pair.valueName !== '' || reading.profile !== 'cn') return pair;
    reading.findings.add('cn.geocode-scheme', path, { found: pair.value, repaired: 'GB/T 2260' });
    return { valueName: 'GB/T 2260', value: pair.value };
  });
}

function readHeights(area: Area, children: Children, path: string, reading: Reading): void {
  for (const name of ['altitude', 'ceiling'] as const) {
    const text = textOf(children, name, path, reading);
    if (text === undefined) continue;
    const feet = /^[+-]?\d{1,9}(?:\.\d{0,9})?$/.test(text) ? Number(text) : undefined;
    if (feet === undefined) reading.findings.add('cap.altitude-unreadable', childPath(path, name), { found: text });
    else area[name] = feet;
  }
  if (area.ceiling === undefined) return;
  if (area.altitude === undefined) reading.findings.add('cap.ceiling-without-altitude', path);
  else if (area.ceiling < area.altitude) reading.findings.add('cap.ceiling-below-altitude', path);
}
