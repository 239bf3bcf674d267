import { createHash } from 'node:crypto';
import type { XmlElement } from '../xml/xml-tree';

/** Values that a person vouches for, as CAP writes them. */
export interface Supplied {
  identifier?: string;
  sender?: string;
  sent?: string;
  status?: string;
  msgType?: string;
  scope?: string;
  references?: string;
  /** Of every info block. */
  expires?: string;
  /** The area of every info block. */
  area?: SuppliedArea;
}

export interface SuppliedArea {
  areaDesc: string;
  /** `lat,lon lat,lon …`, closed. */
  polygons?: string[];
  geocodes?: { valueName: string; value: string }[];
}

const OF_ALERT = ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'references'] as const;

/** The alert as it would stand if the person had written it; what they say nothing about stays as it is. */
export function withSupplied(alert: XmlElement, supplied: Supplied | undefined): XmlElement {
  if (supplied === undefined) return alert;
  const text = (name: string, value: string): XmlElement => leaf(name, value, alert.namespace);
  const own = OF_ALERT.flatMap((name) => (supplied[name] === undefined ? [] : [text(name, supplied[name])]));
  const ofInfo = [
    ...(supplied.expires === undefined ? [] : [text('expires', supplied.expires)]),
    ...(supplied.area === undefined ? [] : [areaOf(supplied.area, text)]),
  ];
  const replaced = replace(alert, own);
  return {
    ...replaced,
    children: replaced.children.map((child) => (child.name === 'info' ? replace(child, ofInfo) : child)),
  };
}

/** The elements stand where the first of their name stood, else at the end. */
function replace(parent: XmlElement, elements: XmlElement[]): XmlElement {
  const children = [...parent.children];
  for (const element of elements) {
    const at = children.findIndex(({ name }) => name === element.name);
    if (at < 0) children.push(element);
    else children.splice(at, 1, element);
  }
  const given = new Set(elements.map(({ name }) => name));
  return { ...parent, children: children.filter((child) => !given.has(child.name) || elements.includes(child)) };
}

function areaOf(
  { areaDesc, polygons = [], geocodes = [] }: SuppliedArea,
  text: (name: string, value: string) => XmlElement,
): XmlElement {
  const children = [
    text('areaDesc', areaDesc),
    ...polygons.map((polygon) => text('polygon', polygon)),
    ...geocodes.map(({ valueName, value }) => ({
      ...text('geocode', ''),
      children: [text('valueName', valueName), text('value', value)],
    })),
  ];
  return { ...text('area', ''), children };
}

function leaf(name: string, text: string, namespace: string): XmlElement {
  return { name, namespace, attributes: [], children: [], text };
}

/** What tells an alert inside a container from any other. */
export function fingerprintOf(alert: XmlElement): string {
  return createHash('sha256').update(JSON.stringify(alert)).digest('hex');
}
