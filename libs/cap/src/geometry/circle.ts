import type { Findings } from '../findings/finding';
import type { Circle } from '../message';
import { readNumbers } from './number-list';
import { isLatitude } from './polygon';

/** No single office warns a wider circle than this; a typing error or an attempt to reach everybody does. */
const WIDEST_METRES = 5_000_000;

/**
 * CAP's `lat,lon radius` to a circle with its radius in metres; undefined, with a finding, when that is not certain.
 * @param unitMetres length of the radius's unit: 1,000 in CAP, 1 in China's profile
 */
export function readCircle(text: string, path: string, findings: Findings, unitMetres: number): Circle | undefined {
  const list = readNumbers(text);
  const [first, second, radius] = list?.numbers ?? [];
  if (!list || list.numbers.length !== 3 || first === undefined || second === undefined || radius === undefined) {
    findings.add('cap.circle-unreadable', path, { found: text, expected: 'lat,lon radius' });
    return undefined;
  }
  if (list.between[0] === 'space') {
    findings.add('cap.circle-unreadable', path, { found: text, expected: 'lat,lon radius' });
    return undefined;
  }
  if (list.between[0] !== 'comma' || list.between[1] !== 'space' || list.dangling) {
    findings.add('cap.circle-spacing', path, { found: text, expected: 'lat,lon radius' });
  }
  const radiusMetres = Math.round(radius * unitMetres * 1000) / 1000;
  const swapped = Math.abs(first) > 90 && Math.abs(first) <= 180 && isLatitude(second);
  const [lat, lon] = swapped ? [second, first] : [first, second];
  if (!isLatitude(lat) || Math.abs(lon) > 180 || radiusMetres < 0 || radiusMetres > WIDEST_METRES) {
    findings.add('cap.circle-out-of-range', path, { found: text });
    return undefined;
  }
  if (swapped) findings.add('cap.circle-swapped', path, { found: text, repaired: `${lat},${lon}` });
  if (unitMetres !== 1000) findings.add('cn.circle-metres', path, { found: text, repaired: `${radiusMetres} m` });
  return { lon, lat, radiusMetres };
}
