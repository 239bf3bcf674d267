import gcoord from 'gcoord';
import type { Position } from './position';

/**
 * China's maps (AMap, Tencent) are drawn in GCJ-02, some hundred metres off WGS-84. Inside the system everything is
 * WGS-84; a point outside China is the same in both. The way back is within a centimetre.
 */
export const gcj02ToWgs84 = (position: Position): Position =>
  gcoord.transform([...position], gcoord.GCJ02, gcoord.WGS84) as Position;

export const wgs84ToGcj02 = (position: Position): Position =>
  gcoord.transform([...position], gcoord.WGS84, gcoord.GCJ02) as Position;

/** A copy of any GeoJSON geometry's coordinates with every position turned by the function. */
export function mapPositions<T>(coordinates: T, turn: (position: Position) => Position): T {
  if (!Array.isArray(coordinates)) return coordinates;
  if (typeof coordinates[0] === 'number') return turn([coordinates[0], coordinates[1] as number]) as T;
  return coordinates.map((inner: unknown) => mapPositions(inner, turn)) as T;
}
