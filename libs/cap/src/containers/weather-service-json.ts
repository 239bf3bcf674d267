import type { Findings } from '../findings/finding';
import { NAMESPACES } from '../vocabulary';
import { xmlCharactersOnly } from '../xml/characters';
import type { XmlElement } from '../xml/xml-tree';

type Properties = Record<string, unknown>;
export interface AlertFeature {
  geometry?: unknown;
  properties: Properties;
}

/** A GeoJSON feature whose properties are an alert of the US National Weather Service. */
export function isAlertFeature(value: unknown): value is AlertFeature {
  if (typeof value !== 'object' || value === null || !('properties' in value)) return false;
  const { properties } = value;
  return (
    typeof properties === 'object' && properties !== null && 'messageType' in properties && 'areaDesc' in properties
  );
}

const INFO_NAMES = [
  'urgency',
  'severity',
  'certainty',
  'effective',
  'onset',
  'expires',
  'senderName',
  'headline',
  'description',
  'instruction',
  'web',
  'contact',
];

/**
 * The alert element that says the same, so that one reader judges both forms. References are objects there, geocodes
 * and parameters lists by name, the geometry is GeoJSON or (for most) null.
 */
export function alertOfFeature({ geometry, properties }: AlertFeature, path: string, findings: Findings): XmlElement {
  const info = element('info', [
    ...texts('language', properties.language),
    ...texts('category', properties.category),
    ...texts('event', properties.event),
    ...texts('responseType', properties.response ?? properties.responseType),
    ...INFO_NAMES.slice(0, 3).flatMap((name) => texts(name, properties[name])),
    ...pairs('eventCode', properties.eventCode),
    ...INFO_NAMES.slice(3).flatMap((name) => texts(name, properties[name])),
    ...pairs('parameter', properties.parameters),
    element('area', [
      ...texts('areaDesc', properties.areaDesc),
      ...polygons(geometry, path, findings),
      ...pairs('geocode', properties.geocode),
    ]),
  ]);
  return element('alert', [
    ...texts('identifier', properties.id ?? properties.identifier),
    ...texts('sender', properties.sender),
    ...texts('sent', properties.sent),
    ...texts('status', properties.status),
    ...texts('msgType', properties.messageType),
    ...texts('source', properties.source),
    // The service's interface serves public alerts only; its older form had no scope.
    ...texts('scope', properties.scope ?? 'Public'),
    ...texts('code', properties.code),
    ...texts('note', properties.note),
    ...texts('references', references(properties.references)),
    info,
  ]);
}

function element(name: string, children: XmlElement[], text = ''): XmlElement {
  return { name, namespace: NAMESPACES['cap-1.2'], attributes: [], children, text };
}

function texts(name: string, value: unknown): XmlElement[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => texts(name, item));
  const text = scalar(value);
  return text === undefined ? [] : [element(name, [], text)];
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return xmlCharactersOnly(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `{ "SAME": ["006025"], "UGC": ["CAZ567"] }`, a pair for each value. */
function pairs(name: string, value: unknown): XmlElement[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([valueName, values]: [string, unknown]) =>
    (Array.isArray(values) ? values : [values]).flatMap((item: unknown) => {
      const text = scalar(item);
      return text === undefined
        ? []
        : [element(name, [element('valueName', [], xmlCharactersOnly(valueName)), element('value', [], text)])];
    }),
  );
}

function references(value: unknown): string | undefined {
  if (typeof value === 'string') return xmlCharactersOnly(value);
  if (!Array.isArray(value)) return undefined;
  const triples = value.flatMap((item: unknown) => {
    const { sender, identifier, sent } = (item ?? {}) as Properties;
    return [sender, identifier, sent].every((part) => typeof part === 'string' && part !== '')
      ? [`${sender as string},${identifier as string},${sent as string}`]
      : [];
  });
  return triples.length === 0 ? undefined : xmlCharactersOnly(triples.join(' '));
}

function polygons(geometry: unknown, path: string, findings: Findings): XmlElement[] {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (!Array.isArray(coordinates)) return [];
  const list: unknown[] = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : [];
  return list.flatMap((rings: unknown) => {
    if (!Array.isArray(rings)) return [];
    if (rings.length > 1) findings.add('cap.polygon-hole-ignored', `${path}/geometry`);
    return [element('polygon', [], latLonText(rings[0]))];
  });
}

/** GeoJSON's [lon, lat] as CAP's `lat,lon`; what is no position becomes unreadable on purpose. */
function latLonText(ring: unknown): string {
  if (!Array.isArray(ring)) return '?';
  return ring
    .map((position: unknown) => (Array.isArray(position) ? `${String(position[1])},${String(position[0])}` : '?'))
    .join(' ');
}
