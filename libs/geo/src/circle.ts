import type { BBox, Circle, Polygon, Position } from './position';

/** Mean radius of the earth (IUGG), metres. */
const EARTH_RADIUS = 6_371_008.8;
const METRES_PER_DEGREE = (Math.PI * EARTH_RADIUS) / 180;
const CORNERS = 72;
/** A circle of radius 0 names a point; a polygon needs some area to be drawn and tested. */
const SMALLEST_RADIUS = 1;
/** Room for rounding between the great circle and the drawn one. */
const WIDER = 1.0001;

const rad = (degrees: number): number => (degrees * Math.PI) / 180;
const deg = (radians: number): number => (radians * 180) / Math.PI;

/** Great-circle distance in metres on a sphere (haversine); within 0.6 % of the ellipsoid. */
export function distanceMetres(a: Position, b: Position): number {
  const dLat = rad(b[1] - a[1]);
  const dLon = rad(b[0] - a[0]);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a[1])) * Math.cos(rad(b[1])) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Whether the point is at most the radius away. Right across the antimeridian and at the poles too. */
export function circleContains(circle: Circle, point: Position): boolean {
  return distanceMetres([circle.lon, circle.lat], point) <= circle.radiusMetres;
}

/** The box around a circle; from -180 to 180 when it holds a pole or meets the antimeridian. */
export function bboxOfCircle(circle: Circle): BBox {
  const dLat = (circle.radiusMetres * WIDER) / METRES_PER_DEGREE;
  const south = Math.max(-90, circle.lat - dLat);
  const north = Math.min(90, circle.lat + dLat);
  if (south <= -90 || north >= 90) return [-180, south, 180, north];

  const dLon = deg(Math.asin(Math.min(1, Math.sin(rad(dLat)) / Math.cos(rad(circle.lat)))));
  const west = circle.lon - dLon;
  const east = circle.lon + dLon;
  return west < -180 || east > 180 ? [-180, south, 180, north] : [west, south, east, north];
}

/**
 * A polygon that contains the circle (circumscribed, 72 corners). A circle that holds a pole or meets the
 * antimeridian cannot be drawn as one ring in longitude and latitude: it gives its box, from -180 to 180.
 */
export function circleToPolygon(circle: Circle): Polygon {
  const drawn = { ...circle, radiusMetres: Math.max(circle.radiusMetres, SMALLEST_RADIUS) };
  const box = bboxOfCircle({ ...drawn, radiusMetres: drawn.radiusMetres * 1.05 });
  if (box[0] === -180 && box[2] === 180) return bboxToPolygon(box);

  const centre: Position = [circle.lon, circle.lat];
  let radius = (drawn.radiusMetres * WIDER) / Math.cos(Math.PI / CORNERS);
  for (let attempt = 0; attempt < 8; attempt++) {
    const ring = Array.from({ length: CORNERS + 1 }, (_, i) =>
      destination(centre, radius, ((i % CORNERS) * 2 * Math.PI) / CORNERS),
    );
    const nearest = nearestOnEdges(centre, ring);
    if (nearest > drawn.radiusMetres) return [ring];
    // A straight edge in longitude and latitude is not a great circle: far from the equator it cuts in.
    radius *= (drawn.radiusMetres / nearest) * WIDER;
  }
  return bboxToPolygon(box);
}

/** The box as a polygon. */
export function bboxToPolygon([west, south, east, north]: BBox): Polygon {
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

function destination([lon, lat]: Position, metres: number, bearing: number): Position {
  const angle = metres / EARTH_RADIUS;
  const sinLat = Math.sin(rad(lat)) * Math.cos(angle) + Math.cos(rad(lat)) * Math.sin(angle) * Math.cos(bearing);
  const dLon = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(rad(lat)),
    Math.cos(angle) - Math.sin(rad(lat)) * sinLat,
  );
  return [lon + deg(dLon), deg(Math.asin(sinLat))];
}

function nearestOnEdges(centre: Position, ring: Position[]): number {
  const steps = 16;
  let nearest = Infinity;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!];
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      nearest = Math.min(nearest, distanceMetres(centre, [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]));
    }
  }
  return nearest;
}
