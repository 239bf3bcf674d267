import { divisionCodes, type Area as CapArea, type CapMessage, type Circle } from '@libs/cap';
import { bboxesMeet, bboxOf, bboxOfCircle, circleToPolygon, outlineOf, subtract, withoutHoles } from '@libs/geo';
import type { BBox, Polygon } from '@libs/geo';
import { isDivisionCode } from '@libs/kernel';

/** Exact shapes of a warned area, as alerting keeps them. */
export interface Geometry {
  polygons: Polygon[];
  circles: Circle[];
}

/** The area as events carry it. */
export interface PublicArea {
  bbox?: BBox;
  divisionCodes: string[];
  outline: [number, number][][];
  description: string;
}

/** An outline may have 1,000: the way into a hole and back takes one more for each hole. */
const MOST_VERTICES = 800;
const MOST_CODES = 5000;
const LONGEST_DESCRIPTION = 2000;

/** All areas of a message together: its info blocks repeat them in each language, or give one for each zone. */
export function geometryOf(message: CapMessage): Geometry {
  const areas = message.infos.flatMap((info) => info.areas).map(shapesOf);
  return {
    polygons: distinct(areas.flatMap((area) => area.polygons)),
    circles: distinct(areas.flatMap((area) => area.circles)),
  };
}

/** One area without the places that it takes out. A circle that loses a part becomes a polygon. */
function shapesOf({ polygons, circles, excluded = [] }: CapArea): Geometry {
  const whole = polygons.map((ring): Polygon => [ring]);
  if (excluded.length === 0) return { polygons: whole, circles };
  const boxes = excluded.map((ring) => bboxOf({ polygons: [[ring]], circles: [] }));
  const isCut = (circle: Circle): boolean => boxes.some((box) => box && bboxesMeet(box, bboxOfCircle(circle)));
  return {
    polygons: subtract([...whole, ...circles.filter(isCut).map(circleToPolygon)], excluded),
    circles: circles.filter((circle) => !isCut(circle)),
  };
}

/** What other services need: nobody inside the exact area lies outside the outline. */
export function publicAreaOf(message: CapMessage, geometry: Geometry): PublicArea {
  const areas = message.infos.flatMap((info) => info.areas);
  const bbox = bboxOf(geometry);
  return {
    ...(bbox ? { bbox } : {}),
    divisionCodes: [...new Set(areas.flatMap(divisionCodes))].filter(isDivisionCode).slice(0, MOST_CODES),
    outline: outlineOf(geometry, MOST_VERTICES).map((polygon) => withoutHoles(polygon).map(onEarth)),
    description: descriptionOf(areas),
  };
}

function descriptionOf(areas: CapArea[]): string {
  return [...new Set(areas.map((area) => area.areaDesc))].filter(Boolean).join('；').slice(0, LONGEST_DESCRIPTION);
}

/** Widening an outline may lead past a pole or the date line by its tolerance. */
function onEarth([lon, lat]: [number, number]): [number, number] {
  return [Math.min(180, Math.max(-180, lon)), Math.min(90, Math.max(-90, lat))];
}

function distinct<T>(shapes: T[]): T[] {
  const seen = new Map(shapes.map((shape) => [JSON.stringify(shape), shape]));
  return [...seen.values()];
}
