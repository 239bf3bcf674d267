import { difference, FillRule, union, type Paths64 } from 'clipper2-ts';
import simplify from 'simplify-js';
import { bboxOf } from './area';
import { bboxToPolygon, circleToPolygon } from './circle';
import { isContained } from './containment';
import { gridOver, type Grid, type Point } from './grid';
import type { Area, Polygon } from './position';

/** Rounding to the grid, twice, and where two widened edges cross. */
const ROUNDING = 4;
/** The first tolerance, as a share of the area's longer side; raised until the outline is small enough. */
const FINEST = 1 / 8192;

/**
 * A shape of at most `maxVertices` positions (closing ones counted) that contains every one of the polygons: nobody
 * inside may fall out. Polygons that are small enough are returned as they are.
 *
 * Each ring is simplified by some tolerance (Douglas-Peucker) and then everything within that tolerance of the
 * simplified ring is added. Moving each stretch of the ring onto its chord never leaves that added strip, so a point
 * outside the strip has the same winding number before and after: this holds for rings that cross themselves, too.
 */
export function outlineContaining(polygons: Polygon[], maxVertices = 1000): Polygon[] {
  if (count(polygons) <= maxVertices) return polygons;

  const box = bboxOf({ polygons, circles: [] });
  if (box === undefined) return [];
  const grid = gridOver(box);
  const onGrid = polygons.map((polygon) => polygon.map((ring) => ring.map(grid.pointOf)));

  const outlines = function* (): Generator<Polygon[]> {
    yield* simplifiedThenWidened(onGrid, grid, maxVertices);
    // So many polygons that four corners each are too many: neighbours are taken together.
    yield* simplifiedThenWidened(hullsOfNeighbours(onGrid, grid, maxVertices), grid, maxVertices);
  };
  for (const outline of outlines()) {
    // Clipper's union was seen to leave thin slits where lines run back on themselves: checked, then believed.
    if (count(outline) <= maxVertices && isContained(polygons, outline)) return outline;
  }
  return [bboxToPolygon(box)];
}

/** Candidates, finest first. */
function* simplifiedThenWidened(polygons: Point[][][], grid: Grid, maxVertices: number): Generator<Polygon[]> {
  const finest = grid.extent * FINEST;
  const fine = simplified(polygons, finest);
  for (let step = finest; step < grid.extent; step *= 1.25) {
    const rings = simplified(fine, step);
    // The work on what is not simplified yet would take seconds; what is widened may lose a few corners.
    if (count(rings) > maxVertices * 1.2) continue;

    // Simplified twice: the distances add up.
    yield grid.polygonsOf(widened(rings, finest + step + ROUNDING));
  }
}

/** The outline of an area's polygons and circles together; empty when the area is given by division codes alone. */
export function outlineOf(area: Pick<Area, 'polygons' | 'circles'>, maxVertices = 1000): Polygon[] {
  return outlineContaining([...area.polygons, ...area.circles.map(circleToPolygon)], maxVertices);
}

/** How many positions the polygons have, closing ones counted. */
export function verticesOf(polygons: Polygon[]): number {
  return count(polygons);
}

function count(polygons: unknown[][][]): number {
  return polygons.reduce((sum, polygon) => sum + polygon.reduce((all, ring) => all + ring.length, 0), 0);
}

const simplified = (polygons: Point[][][], tolerance: number): Point[][][] =>
  polygons.map((polygon) => polygon.map((ring) => simplify(ring, tolerance, true)));

/** What the rings enclose, and everything within the distance of one of them (in a square, so a corner stays one). */
function widened(polygons: Point[][][], distance: number): Paths64 {
  const half = Math.ceil(distance);
  const enclosed = polygons.flatMap(([outer = [], ...holes]) => {
    const filled = union([outer], FillRule.NonZero);
    return holes.length === 0 ? filled : difference(filled, holes, FillRule.NonZero);
  });
  const strips = polygons.flat().flatMap((ring) =>
    // Each edge by itself: Clipper's widening of a whole line loses parts where the line runs back on itself.
    ring.map((point, i) => convexHull([...squareAround(point, half), ...squareAround(ring[i + 1] ?? point, half)])),
  );
  return union([...enclosed, ...strips], FillRule.NonZero);
}

/** The convex hulls of the polygons that begin in the same field of a coarse chequerboard. */
function hullsOfNeighbours(polygons: Point[][][], grid: Grid, maxVertices: number): Point[][][] {
  const fields = Math.max(1, Math.floor(Math.sqrt(maxVertices / 8)));
  const size = (grid.extent + 1) / fields;
  const groups = new Map<string, Point[]>();
  for (const [outer] of polygons) {
    const first = outer?.[0];
    if (first === undefined) continue;
    const field = `${Math.floor(first.x / size)} ${Math.floor(first.y / size)}`;
    const group = groups.get(field) ?? [];
    for (const point of outer!) group.push(point);
    groups.set(field, group);
  }
  return [...groups.values()].map((points) => [convexHull(points)]);
}

/** Andrew's monotone chain; closed. */
function convexHull(points: Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: Point[]): Point[] => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length > 1 && turn(hull.at(-2)!, hull.at(-1)!, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull;
  };
  return [...chain(sorted).slice(0, -1), ...chain(sorted.toReversed())];
}

const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

const squareAround = ({ x, y }: Point, half: number): Point[] => [
  { x: x - half, y: y - half },
  { x: x + half, y: y - half },
  { x: x + half, y: y + half },
  { x: x - half, y: y + half },
];
