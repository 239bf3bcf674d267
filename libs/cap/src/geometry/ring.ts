import type { Position } from '../message';

/** Ring without consecutive equal positions, closed. */
export function closedRing(positions: Position[]): Position[] {
  const ring: Position[] = [];
  for (const position of positions) {
    const last = ring[ring.length - 1];
    if (last === undefined || last[0] !== position[0] || last[1] !== position[1]) ring.push(position);
  }
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push([first[0], first[1]]);
  return ring;
}

export function isClosed(positions: Position[]): boolean {
  const first = positions[0];
  const last = positions[positions.length - 1];
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
}

/** Does the ring enclose anything at all? A ring that crosses itself may have a signed area of zero and still does. */
export function enclosesArea(ring: Position[]): boolean {
  const [first, second] = ring as [Position, Position];
  for (const position of ring) {
    const across =
      (second[0] - first[0]) * (position[1] - first[1]) - (second[1] - first[1]) * (position[0] - first[0]);
    if (Math.abs(across) > 1e-12) return true;
  }
  return false;
}
