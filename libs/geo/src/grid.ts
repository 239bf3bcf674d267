import { booleanOpWithPolyTree, ClipType, FillRule, PolyTree64, type Paths64, type PolyPath64 } from 'clipper2-ts';
import type { BBox, Polygon, Position, Ring } from './position';

export type Point = { x: number; y: number };

/** Grid steps across the area: their products stay exact in a double. */
const GRID_STEPS = 2 ** 25;

/** Whole numbers, on which Clipper reckons exactly. */
export interface Grid {
  /** The longer side, in grid steps. */
  extent: number;
  pointOf: (position: Position) => Point;
  polygonsOf: (paths: Paths64) => Polygon[];
}

/** Whole numbers around the middle of the box, in steps of a power of ten of a degree. */
export function gridOver(box: BBox): Grid {
  const digits = Math.floor(-Math.log10(longerSide(box) / GRID_STEPS));
  const unit = 10 ** -digits;
  const middle = { x: Math.round((box[0] + box[2]) / 2 / unit), y: Math.round((box[1] + box[3]) / 2 / unit) };
  const pointOf = ([lon, lat]: Position): Point => ({
    x: Math.round(lon / unit) - middle.x,
    y: Math.round(lat / unit) - middle.y,
  });
  const positionOf = ({ x, y }: Point): Position => [
    Number(((x + middle.x) * unit).toFixed(digits)),
    Number(((y + middle.y) * unit).toFixed(digits)),
  ];
  const ringOf = (path: Point[]): Ring => [...path, path[0]!].map(positionOf);

  const world = [pointOf([-180, -90]), pointOf([180, -90]), pointOf([180, 90]), pointOf([-180, 90])];
  return {
    extent: longerSide(box) / unit,
    pointOf,
    polygonsOf: (paths) => {
      const tree = new PolyTree64();
      booleanOpWithPolyTree(ClipType.Intersection, paths, [world], tree, FillRule.NonZero);
      return polygonsIn(tree, ringOf);
    },
  };
}

/** The tree alternates: an outer ring, its holes, islands in them. */
function polygonsIn(node: PolyPath64, ringOf: (path: Point[]) => Ring): Polygon[] {
  const polygons: Polygon[] = [];
  for (let i = 0; i < node.count; i++) {
    const outer = node.child(i);
    const polygon: Polygon = [ringOf(outer.poly ?? [])];
    for (let h = 0; h < outer.count; h++) {
      const hole = outer.child(h);
      polygon.push(ringOf(hole.poly ?? []));
      polygons.push(...polygonsIn(hole, ringOf));
    }
    polygons.push(polygon);
  }
  return polygons;
}

/** Degrees; an area smaller than a metre is taken as one of a metre, so that the grid stays coarser than a double. */
function longerSide([west, south, east, north]: BBox): number {
  return Math.max(east - west, north - south, 1e-5);
}
