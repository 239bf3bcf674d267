import { orient2d } from 'robust-predicates';
import { bboxOf, polygonContains } from './area';
import type { BBox, Polygon, Position } from './position';

type Edge = [Position, Position];

const COLUMNS = 64;

/**
 * Whether the outline contains every point of the original, decided exactly. True only when no edge of the one meets
 * an edge of the other (the world's border apart), each ring of the original begins inside the outline, and no hole
 * of the outline lies in the original.
 */
export function isContained(original: Polygon[], outline: Polygon[]): boolean {
  const box = bboxOf({ polygons: outline, circles: [] });
  if (box === undefined) return original.length === 0;

  const fence = new EdgeGrid(
    box,
    outline.flatMap(edgesOf).filter((edge) => !isBorderOfWorld(edge)),
  );
  const inside = (polygons: Polygon[], point: Position): boolean => polygons.some((p) => polygonContains(p, point));
  return (
    original.every(([outer]) => outer === undefined || outer[0] === undefined || inside(outline, outer[0])) &&
    outline.every(([, ...holes]) => holes.every((hole) => !inside(original, hole[0]!))) &&
    original.every((polygon) => polygon.every((ring) => edgesOf([ring]).every((edge) => !fence.isMetBy(edge))))
  );
}

const edgesOf = (polygon: Polygon): Edge[] =>
  polygon.flatMap((ring) => ring.slice(1).map((to, i): Edge => [ring[i]!, to]));

const isBorderOfWorld = ([a, b]: Edge): boolean =>
  (a[0] === b[0] && Math.abs(a[0]) === 180) || (a[1] === b[1] && Math.abs(a[1]) === 90);

/** Edges by the fields of a grid that their boxes touch, so that a question looks at few of them. */
class EdgeGrid {
  private readonly fields = new Map<number, Edge[]>();

  constructor(
    private readonly box: BBox,
    edges: Edge[],
  ) {
    for (const edge of edges) {
      for (const field of this.fieldsOf(edge)) {
        const held = this.fields.get(field);
        if (held === undefined) this.fields.set(field, [edge]);
        else held.push(edge);
      }
    }
  }

  isMetBy(edge: Edge): boolean {
    for (const field of this.fieldsOf(edge)) {
      if (this.fields.get(field)?.some((held) => meet(held, edge))) return true;
    }
    return false;
  }

  private *fieldsOf([a, b]: Edge): Generator<number> {
    const [west, south, east, north] = this.box;
    const field = (value: number, from: number, to: number): number =>
      Math.max(0, Math.min(COLUMNS - 1, Math.floor(((value - from) / (to - from || 1)) * COLUMNS)));
    const [left, right] = [field(Math.min(a[0], b[0]), west, east), field(Math.max(a[0], b[0]), west, east)];
    const [low, high] = [field(Math.min(a[1], b[1]), south, north), field(Math.max(a[1], b[1]), south, north)];
    for (let x = left; x <= right; x++) for (let y = low; y <= high; y++) yield y * COLUMNS + x;
  }
}

/** Whether two edges have a point in common, ends included. */
function meet([a, b]: Edge, [c, d]: Edge): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
  return (
    orient2d(...a, ...b, ...c) * orient2d(...a, ...b, ...d) <= 0 &&
    orient2d(...c, ...d, ...a) * orient2d(...c, ...d, ...b) <= 0
  );
}
