import type { Position } from '../message';

const MOST_COMPARISONS = 2_000_000;
const MOST_CELLS_PER_EDGE = 16;

/**
 * Does a closed ring cross itself? Edges are put into a grid and only those that share a cell are compared. Undefined
 * when a ring is drawn so that this would take too long (many long edges across each other).
 */
export function crossesItself(ring: Position[]): boolean | undefined {
  const edges = ring.length - 1;
  const grid = new Grid(ring);
  let comparisons = 0;
  for (let edge = 0; edge < edges; edge += 1) {
    const found = grid.meets(edge, (other) => {
      comparisons += 1;
      const neighbours = edge - other <= 1 || (other === 0 && edge === edges - 1);
      return !neighbours && cross(ring, edge, other);
    });
    if (found) return true;
    if (comparisons > MOST_COMPARISONS || !grid.add(edge)) return undefined;
  }
  return false;
}

/** A square grid over the ring's bounding box; each cell is a linked list of edges. */
class Grid {
  private readonly side: number;
  private readonly west: number;
  private readonly south: number;
  private readonly perLon: number;
  private readonly perLat: number;
  private readonly head: Int32Array;
  private readonly edges: Int32Array;
  private readonly next: Int32Array;
  private used = 0;

  constructor(private readonly ring: Position[]) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [lon, lat] of ring) {
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    this.side = Math.max(1, Math.ceil(Math.sqrt(ring.length)));
    this.west = west;
    this.south = south;
    this.perLon = this.side / (east - west || 1);
    this.perLat = this.side / (north - south || 1);
    this.head = new Int32Array(this.side * this.side).fill(-1);
    const room = ring.length * MOST_CELLS_PER_EDGE + 4 * this.side;
    this.edges = new Int32Array(room);
    this.next = new Int32Array(room);
  }

  /** Calls `test` for edges already added that share a cell with this one, until it says true. */
  meets(edge: number, test: (other: number) => boolean): boolean {
    const [left, right, bottom, top] = this.cells(edge);
    for (let row = bottom; row <= top; row += 1) {
      for (let column = left; column <= right; column += 1) {
        let entry = this.head[row * this.side + column] as number;
        for (; entry >= 0; entry = this.next[entry] as number) if (test(this.edges[entry] as number)) return true;
      }
    }
    return false;
  }

  /** False when there is no room left. */
  add(edge: number): boolean {
    const [left, right, bottom, top] = this.cells(edge);
    if (this.used + (right - left + 1) * (top - bottom + 1) > this.edges.length) return false;
    for (let row = bottom; row <= top; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const cell = row * this.side + column;
        this.edges[this.used] = edge;
        this.next[this.used] = this.head[cell] as number;
        this.head[cell] = this.used;
        this.used += 1;
      }
    }
    return true;
  }

  private cells(edge: number): [number, number, number, number] {
    const from = this.ring[edge] as Position;
    const to = this.ring[edge + 1] as Position;
    return [
      this.cell(Math.min(from[0], to[0]) - this.west, this.perLon),
      this.cell(Math.max(from[0], to[0]) - this.west, this.perLon),
      this.cell(Math.min(from[1], to[1]) - this.south, this.perLat),
      this.cell(Math.max(from[1], to[1]) - this.south, this.perLat),
    ];
  }

  private cell(distance: number, perUnit: number): number {
    return Math.min(this.side - 1, Math.floor(distance * perUnit));
  }
}

function cross(ring: Position[], one: number, other: number): boolean {
  const [a, b] = [ring[one] as Position, ring[one + 1] as Position];
  const [c, d] = [ring[other] as Position, ring[other + 1] as Position];
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Twice the signed area of a triangle: positive where the point lies to the left of the line. */
export function side(from: Position, to: Position, point: Position): number {
  return (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]);
}
