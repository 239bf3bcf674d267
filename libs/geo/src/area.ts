import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { bboxOfCircle, circleContains } from './circle';
import type { Area, BBox, Polygon, Position } from './position';

/** The box around the area's polygons and circles, or undefined when it has neither (division codes have no shape). */
export function bboxOf(area: Pick<Area, 'polygons' | 'circles'>): BBox | undefined {
  const box: BBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of area.polygons) {
    for (const [lon, lat] of polygon[0] ?? []) widen(box, lon, lat, lon, lat);
  }
  for (const circle of area.circles) widen(box, ...bboxOfCircle(circle));
  return box[0] === Infinity ? undefined : box;
}

/**
 * Whether the point lies in one of the area's polygons (their edge belongs to them, their holes do not) or circles.
 * Division codes are not looked at: whether a division contains a place is the kernel's question.
 * Polygons are flat in longitude and latitude; one that spans the antimeridian must have been split (see ringFaults).
 */
export function contains(area: Pick<Area, 'polygons' | 'circles'>, point: Position): boolean {
  return (
    area.circles.some((circle) => circleContains(circle, point)) ||
    area.polygons.some((polygon) => polygonContains(polygon, point))
  );
}

/** Whether the point lies in the polygon or on its edge, and not in a hole. */
export function polygonContains(polygon: Polygon, point: Position): boolean {
  return booleanPointInPolygon(point, { type: 'Polygon', coordinates: polygon });
}

/** Whether two boxes have a point in common. */
export function bboxesMeet(a: BBox, b: BBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function widen(box: BBox, west: number, south: number, east: number, north: number): void {
  if (west < box[0]) box[0] = west;
  if (south < box[1]) box[1] = south;
  if (east > box[2]) box[2] = east;
  if (north > box[3]) box[3] = north;
}
