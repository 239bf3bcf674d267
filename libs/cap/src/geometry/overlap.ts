import type { Position } from '../message';
import { side } from './self-crossing';

const MOST_COMPARISONS = 1_000_000;

/**
 * Do two of these closed rings cover some ground both? To touch, as counties do, is not to overlap. Undefined when there
 * are too many points to tell.
 */
export function anyOverlap(rings: readonly Position[][]): boolean | undefined {
  const boxes = rings.map(boxOf);
  let comparisons = 0;
  for (let one = 0; one < rings.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      comparisons += 1;
      if (!boxesOverlap(boxes[one] as Box, boxes[other] as Box)) continue;
      const [first, second] = [rings[one] as Position[], rings[other] as Position[]];
      comparisons += first.length * second.length;
      if (comparisons > MOST_COMPARISONS) return undefined;
      if (overlap(first, second)) return true;
    }
  }
  return false;
}

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

function boxOf(ring: readonly Position[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lon, lat] of ring) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

function boxesOverlap(one: Box, other: Box): boolean {
  return one.west < other.east && other.west < one.east && one.south < other.north && other.south < one.north;
}

type Edge = readonly [Position, Position];

/** Edges that cross, or a place of one ring inside the other; the middles of edges serve rings with the same corners. */
function overlap(one: Position[], other: Position[]): boolean {
  const [edges, others] = [edgesOf(one), edgesOf(other)];
  return (
    edges.some(([a, b]) =>
      others.some(([c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0),
    ) ||
    placesOn(edges).some((place) => isInside(place, others)) ||
    placesOn(others).some((place) => isInside(place, edges)) ||
    isSame(one, other)
  );
}

function edgesOf(ring: Position[]): Edge[] {
  return ring.slice(1).map((end, index) => [ring[index] as Position, end]);
}

function placesOn(edges: Edge[]): Position[] {
  return edges.flatMap(([from, to]) => [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);
}

/** Strictly: not on the line itself. */
function isInside(point: Position, ring: Edge[]): boolean {
  const [lon, lat] = point;
  let inside = false;
  for (const [from, to] of ring) {
    const onLine = Math.abs(side(from, to, point)) < 1e-12;
    if (onLine && within(lon, from[0], to[0]) && within(lat, from[1], to[1])) return false;
    if (from[1] > lat !== to[1] > lat && lon < from[0] + ((lat - from[1]) * (to[0] - from[0])) / (to[1] - from[1])) {
      inside = !inside;
    }
  }
  return inside;
}

function within(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other);
}

/** The same corners, wherever the ring begins and whichever way it goes. */
function isSame(one: Position[], other: Position[]): boolean {
  const corners = (ring: Position[]) => new Set(ring.map((position) => position.join()));
  const [first, second] = [corners(one), corners(other)];
  return first.size === second.size && [...first].every((corner) => second.has(corner));
}
