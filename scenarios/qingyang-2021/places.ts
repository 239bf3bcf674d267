import { bboxOf, loadDivisionOutlines, polygonContains, type Polygon, type Position } from '@libs/geo';
import type { Chance } from './chance';

/** Tries before a place is put where the one that it belongs to is. */
const TRIES = 50;

/** Places that lie inside their county. What lies where in it is invented. */
export class Places {
  private readonly counties: Map<string, Polygon[]>;

  constructor(private readonly chance: Chance) {
    const { features } = loadDivisionOutlines();
    this.counties = new Map(features.map(({ properties, geometry }) => [properties.code, geometry.coordinates]));
  }

  /** Anywhere in the county. */
  in(county: string): Position {
    const polygons = this.counties.get(county);
    const [west, south, east, north] = bboxOf({ polygons: polygons ?? [], circles: [] }) ?? [0, 0, 0, 0];
    if (!polygons) throw new Error(`${county} has no outline`);
    for (;;) {
      const place = rounded([west + this.chance.next() * (east - west), south + this.chance.next() * (north - south)]);
      if (this.isIn(county, place)) return place;
    }
  }

  /** In the county and at most `width` degrees away. */
  near(county: string, [lon, lat]: Position, width: number): Position {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const place = rounded([lon + this.chance.around(width), lat + this.chance.around(width)]);
      if (this.isIn(county, place)) return place;
    }
    return [lon, lat];
  }

  isIn(county: string, place: Position): boolean {
    return (this.counties.get(county) ?? []).some((polygon) => polygonContains(polygon, place));
  }
}

/** To about a metre. */
const rounded = ([lon, lat]: Position): Position => [Number(lon.toFixed(5)), Number(lat.toFixed(5))];
