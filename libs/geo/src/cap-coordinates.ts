import type { Circle, Position, Ring } from './position';

const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?`;
const PAIR = new RegExp(`^(${NUMBER}),(${NUMBER})$`);

/** CAP writes "lat,lon lat,lon …" in WGS-84; GeoJSON wants [lon, lat]. Undefined when it is not such a list. */
export function ringFromCap(text: string): Ring | undefined {
  const ring: Ring = [];
  for (const pair of text.split(/\s+/)) {
    if (pair === '') continue;
    const position = positionFromCap(pair);
    if (position === undefined) return undefined;
    ring.push(position);
  }
  return ring.length === 0 ? undefined : ring;
}

/** CAP writes "lat,lon radius" with the radius in kilometres. Undefined when it is not that. */
export function circleFromCap(text: string): Circle | undefined {
  const [pair, kilometres, ...rest] = text.trim().split(/\s+/);
  const centre = positionFromCap(pair ?? '');
  if (centre === undefined || rest.length > 0 || !new RegExp(`^${NUMBER}$`).test(kilometres ?? '')) return undefined;
  return { lon: centre[0], lat: centre[1], radiusMetres: Number(kilometres) * 1000 };
}

/** "lat,lon lat,lon …" as CAP wants it. */
export const ringToCap = (ring: Ring): string => ring.map(([lon, lat]) => `${lat},${lon}`).join(' ');

/** "lat,lon radius" as CAP wants it, kilometres. */
export const circleToCap = ({ lon, lat, radiusMetres }: Circle): string => `${lat},${lon} ${radiusMetres / 1000}`;

function positionFromCap(pair: string): Position | undefined {
  const [, lat, lon] = PAIR.exec(pair) ?? [];
  return lat === undefined || lon === undefined ? undefined : [Number(lon), Number(lat)];
}
