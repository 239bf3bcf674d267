import type { Findings } from '../findings/finding';
import type { NamedValue, Position } from '../message';
import { childPath } from '../read/reading';
import { readPolygon } from './polygon';

/** Does a geocode hold a polygon that is to be subtracted (`EXCLUDE_POLYGON` of the German weather service)? */
export function isExclusion({ valueName }: NamedValue): boolean {
  return /^exclude[_ -]?polygons?$/i.test(valueName);
}

/** The rings to be subtracted. One that cannot be read is not subtracted: then too many are warned, never too few. */
export function readExclusions(geocodes: NamedValue[], path: string, findings: Findings): Position[][] {
  return geocodes.flatMap((geocode, index) => {
    if (!isExclusion(geocode)) return [];
    const at = childPath(path, 'geocode', index);
    const rings = readPolygon(geocode.value, at, findings, false);
    if (rings.length === 0) findings.add('cap.exclusion-unreadable', at, { found: geocode.value });
    return rings;
  });
}
