import { orient2d } from 'robust-predicates';
import type { Position, Ring } from './position';

/** What can be wrong with a ring. */
export type RingFault =
  /** A coordinate that is not a number. */
  | 'not-finite'
  /** A longitude beyond 180 or a latitude beyond 90. */
  | 'out-of-range'
  /** Fewer than four positions, the closing one counted. */
  | 'too-few-positions'
  /** The first position is not repeated at the end. */
  | 'not-closed'
  /** All on one line or in one place. */
  | 'zero-area'
  /** Two edges cross. */
  | 'self-crossing'
  /** An edge longer than half the globe: the area has to be split at the antimeridian. */
  | 'spans-antimeridian';

/** Everything that is wrong with the ring; empty when it is sound. Coordinates are judged alone when they are not numbers. */
export function ringFaults(ring: Ring): RingFault[] {
  if (!ring.flat().every(Number.isFinite)) return ['not-finite'];
  const faults: RingFault[] = [];
  if (ring.some(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)) faults.push('out-of-range');
  if (ring.length < 4) faults.push('too-few-positions');
  if (!isClosed(ring)) faults.push('not-closed');
  if (ring.length >= 4 && doubledArea(ring) === 0 && isFlat(ring)) faults.push('zero-area');
  if (edgesOf(ring).some(([a, b]) => Math.abs(a[0] - b[0]) > 180)) faults.push('spans-antimeridian');
  if (crossesItself(ring)) faults.push('self-crossing');
  return faults;
}

export function isClosed(ring: Ring): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length > 1 && first![0] === last![0] && first![1] === last![1];
}

/** The ring with its first position repeated at the end, if it was not. */
export const closed = (ring: Ring): Ring => (ring.length === 0 || isClosed(ring) ? ring : [...ring, ring[0]!]);

const edgesOf = (ring: Ring): [Position, Position][] => ring.slice(1).map((b, i) => [ring[i]!, b]);

function doubledArea(ring: Ring): number {
  const [x0, y0] = ring[0]!;
  return edgesOf(ring).reduce((sum, [a, b]) => sum + (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0), 0);
}

function isFlat(ring: Ring): boolean {
  const a = ring[0]!;
  const b = ring.find(([lon, lat]) => lon !== a[0] || lat !== a[1]);
  return b === undefined || ring.every((c) => orient2d(...a, ...b, ...c) === 0);
}

/** Two edges that cross in the inside of both; touching and running back along the same line is no crossing. */
function crossesItself(ring: Ring): boolean {
  const edges = edgesOf(ring)
    .map(([a, b]) => ({ a, b, west: Math.min(a[0], b[0]), east: Math.max(a[0], b[0]) }))
    .sort((one, other) => one.west - other.west);
  let open: typeof edges = [];
  for (const edge of edges) {
    open = open.filter((earlier) => earlier.east >= edge.west);
    if (open.some((earlier) => cross(earlier.a, earlier.b, edge.a, edge.b))) return true;
    open.push(edge);
  }
  return false;
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
  return (
    orient2d(...a, ...b, ...c) * orient2d(...a, ...b, ...d) < 0 &&
    orient2d(...c, ...d, ...a) * orient2d(...c, ...d, ...b) < 0
  );
}
