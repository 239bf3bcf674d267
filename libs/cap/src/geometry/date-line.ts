import type { Position } from '../message';
import { closedRing } from './ring';

/**
 * Rings of one polygon with all longitudes in [-180, 180]. A ring that runs past the date line, by longitudes outside
 * that range or by an edge that jumps from one end to the other, is cut there. One ring in, one or more out.
 */
export function splitAtDateLine(ring: Position[]): Position[][] {
  const unrolled = unroll(ring);
  let [west, east] = [Infinity, -Infinity];
  for (const [lon] of unrolled) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
  }
  if (west >= -180 && east <= 180) return [unrolled];

  const parts: Position[][] = [];
  for (let turn = Math.floor((west + 180) / 360); turn <= Math.floor((east + 180) / 360); turn += 1) {
    const shifted = unrolled.map(([lon, lat]): Position => [lon - 360 * turn, lat]);
    const part = closedRing(keep(keep(shifted, -180, 1), 180, -1));
    if (part.length >= 4) parts.push(part);
  }
  return parts;
}

/** Longitudes without jumps: each is the one nearest to its predecessor. Left alone when the ring then does not close. */
function unroll(ring: Position[]): Position[] {
  const unrolled: Position[] = [];
  let turn = 0;
  for (const [lon, lat] of ring) {
    const last = unrolled[unrolled.length - 1];
    if (last) {
      const jump = lon + turn - last[0];
      if (jump > 180) turn -= 360;
      else if (jump < -180) turn += 360;
    }
    unrolled.push([lon + turn, lat]);
  }
  return turn === 0 ? unrolled : ring;
}

/** The part of a ring on one side of a meridian (Sutherland and Hodgman): `sign` 1 keeps the east, -1 the west. */
function keep(ring: Position[], meridian: number, sign: 1 | -1): Position[] {
  const kept: Position[] = [];
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const from = ring[at] as Position;
    const to = ring[at + 1] as Position;
    const fromInside = (from[0] - meridian) * sign >= 0;
    const toInside = (to[0] - meridian) * sign >= 0;
    if (fromInside) kept.push(from);
    if (fromInside !== toInside) {
      const share = (meridian - from[0]) / (to[0] - from[0]);
      kept.push([meridian, from[1] + share * (to[1] - from[1])]);
    }
  }
  return closedRing(kept);
}
