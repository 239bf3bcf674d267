/** [longitude, latitude] in degrees, WGS-84: GeoJSON's order. */
export type Position = [lon: number, lat: number];

/** A closed ring: the first position is repeated at the end. */
export type Ring = Position[];

/** GeoJSON's coordinates of a Polygon: the outer ring, then its holes. */
export type Polygon = Ring[];

/** [minLon, minLat, maxLon, maxLat] in degrees. An area across the antimeridian has the box from -180 to 180. */
export type BBox = [minLon: number, minLat: number, maxLon: number, maxLat: number];

export interface Circle {
  lon: number;
  lat: number;
  /** Metres along the ground. 0 is a point. */
  radiusMetres: number;
}

/** Where a warning applies. Nothing in it means "nowhere is known", never "everywhere". */
export interface Area {
  polygons: Polygon[];
  circles: Circle[];
  /** GB/T 2260 codes (6 digits), or statistics codes (to 12 digits) for townships and villages. */
  divisionCodes: string[];
}
