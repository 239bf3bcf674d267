import { difference, FillRule, union } from 'clipper2-ts';
import { bboxesMeet, bboxOf } from './area';
import { gridOver } from './grid';
import type { BBox, Polygon, Ring } from './position';

/**
 * The polygons without what the rings enclose. Polygons that no ring comes near are returned as they are; of the others
 * every position is rounded to a grid of some centimetres (in an area of ten degrees).
 */
export function subtract(polygons: Polygon[], excluded: Ring[]): Polygon[] {
  const boxes = excluded.map((ring) => boxOf([ring]));
  const isNear = (polygon: Polygon): boolean => boxes.some((box) => bboxesMeet(box, boxOf(polygon)));
  const near = polygons.filter(isNear);
  const box = bboxOf({ polygons: near, circles: [] });
  if (box === undefined) return polygons;

  const grid = gridOver(box);
  const enclosed = near.flatMap(([outer = [], ...holes]) => {
    const filled = union([outer.map(grid.pointOf)], FillRule.NonZero);
    const taken = holes.map((hole) => hole.map(grid.pointOf));
    return taken.length === 0 ? filled : difference(filled, taken, FillRule.NonZero);
  });
  // Each by itself: rings that run in opposite directions would cancel each other out where they overlap.
  const taken = excluded.flatMap((ring) => union([ring.map(grid.pointOf)], FillRule.EvenOdd));
  const rest = difference(enclosed, taken, FillRule.NonZero);
  return [...polygons.filter((polygon) => !isNear(polygon)), ...grid.polygonsOf(rest)];
}

/**
 * The polygon as one ring, which leads into each hole and back on the same way: for whoever knows no holes. The way back
 * undoes the way in, so a point is inside by every rule of counting exactly when it is in the polygon.
 */
export function withoutHoles([outer = [], ...holes]: Polygon): Ring {
  return holes.reduce((ring, hole) => {
    const [from, to] = nearest(ring, hole);
    const open = (turnsLeft(hole) === turnsLeft(outer) ? hole.toReversed() : hole).slice(1);
    const start = open.findIndex(([lon, lat]) => lon === hole[to]![0] && lat === hole[to]![1]);
    const round = [...open.slice(start), ...open.slice(0, start + 1)];
    return [...ring.slice(0, from + 1), ...round, ...ring.slice(from)];
  }, outer);
}

const boxOf = (polygon: Polygon): BBox => bboxOf({ polygons: [polygon], circles: [] }) ?? ([0, 0, 0, 0] satisfies BBox);

function nearest(ring: Ring, hole: Ring): [number, number] {
  let best: [number, number] = [0, 0];
  let shortest = Infinity;
  ring.forEach((a, i) =>
    hole.forEach((b, j) => {
      const distance = (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
      if (distance < shortest) [shortest, best] = [distance, [i, j]];
    }),
  );
  return best;
}

function turnsLeft(ring: Ring): boolean {
  const [x, y] = ring[0]!;
  return (
    ring.slice(1).reduce((sum, b, i) => sum + (ring[i]![0] - x) * (b[1] - y) - (b[0] - x) * (ring[i]![1] - y), 0) > 0
  );
}
