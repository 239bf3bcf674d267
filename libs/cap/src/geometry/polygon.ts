import type { Findings } from '../findings/finding';
import type { Position } from '../message';
import { splitAtDateLine } from './date-line';
import { readNumbers } from './number-list';
import { closedRing, enclosesArea, isClosed } from './ring';
import { crossesItself } from './self-crossing';

/**
 * CAP's `lat,lon lat,lon …` to closed rings in [lon, lat] order. Repairs what is certain (open, swapped, odd spacing,
 * past the date line) and names it; returns no ring, with a finding, for what is not.
 * @param mayBeOpen China's profile allows open polygons
 */
export function readPolygon(text: string, path: string, findings: Findings, mayBeOpen: boolean): Position[][] {
  const pairs = readPairs(text, path, findings);
  if (pairs === undefined) {
    findings.add('cap.polygon-unreadable', path, { found: text, expected: 'lat,lon lat,lon …' });
    return [];
  }
  const positions = ordered(pairs, path, findings);
  if (positions === undefined) return [];

  const ring = closedRing(positions);
  if (ring.length < 4) {
    findings.add('cap.polygon-too-few-points', path, { found: text });
    return [];
  }
  if (!enclosesArea(ring)) {
    findings.add('cap.polygon-no-area', path, { found: text });
    return [];
  }
  if (!isClosed(positions)) {
    if (mayBeOpen) findings.add('cn.polygon-open', path, { expected: 'first = last', repaired: 'closed' });
    else findings.add('cap.polygon-closed', path, { expected: 'first = last', repaired: 'closed' });
  }
  const crosses = crossesItself(ring);
  if (crosses === true) findings.add('cap.polygon-self-crossing', path);
  if (crosses === undefined) findings.add('cap.polygon-crossing-unchecked', path);

  const rings = splitAtDateLine(ring);
  if (rings.length > 1 || rings[0]?.[0]?.[0] !== ring[0]?.[0]) {
    findings.add('cap.polygon-date-line', path, { repaired: `${rings.length}` });
  }
  return rings;
}

/** Pairs as written. */
function readPairs(text: string, path: string, findings: Findings): [number, number][] | undefined {
  const list = readNumbers(text);
  if (list === undefined || list.numbers.length === 0 || list.numbers.length % 2 !== 0) return undefined;
  const { numbers, between } = list;
  let loose = list.dangling;
  const pairs: [number, number][] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    const inside = between[at];
    if (inside === 'space') return undefined;
    if (inside === 'loose') loose = true;
    if (at > 0 && between[at - 1] !== 'space') loose = true;
    pairs.push([numbers[at] as number, numbers[at + 1] as number]);
  }
  if (loose) findings.add('cap.polygon-spacing', path, { found: text, expected: 'lat,lon lat,lon …' });
  return pairs;
}

/** [lon, lat] positions of `lat,lon` pairs; swapped back where only the swapped order is possible. */
function ordered(pairs: [number, number][], path: string, findings: Findings): Position[] | undefined {
  if (pairs.every(([lat, lon]) => isLatitude(lat) && isLongitude(lon))) return pairs.map(([lat, lon]) => [lon, lat]);
  if (isSwapped(pairs)) {
    findings.add('cap.polygon-swapped', path, {
      found: quoted(pairs),
      repaired: quoted(pairs.map(([lon, lat]) => [lat, lon])),
    });
    return pairs.map(([lon, lat]) => [lon, lat]);
  }
  findings.add('cap.polygon-out-of-range', path, { found: quoted(pairs), expected: '-90…90,-180…180' });
  return undefined;
}

/**
 * Swapped beyond doubt: the swapped order is possible throughout, and as latitudes the first numbers would lie around
 * and beyond a pole. One mistyped latitude among good ones is not a swap.
 */
function isSwapped(pairs: [number, number][]): boolean {
  return pairs.every(([first, second]) => isLongitude(first) && isLatitude(second) && Math.abs(first) > 75);
}

export function isLatitude(degrees: number): boolean {
  return degrees >= -90 && degrees <= 90;
}

/** Longitudes up to a full turn are read; they are cut at the date line afterwards. */
export function isLongitude(degrees: number): boolean {
  return degrees >= -360 && degrees <= 360;
}

function quoted(pairs: [number, number][]): string {
  return pairs
    .slice(0, 4)
    .map((pair) => pair.join(','))
    .join(' ');
}
