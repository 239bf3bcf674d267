import type { Findings } from '../findings/finding';
import { NAMESPACES } from '../vocabulary';
import { shortened, xmlCharactersOnly } from '../xml/characters';
import { XML_LIMITS, type XmlElement } from '../xml/xml-tree';
import { alertsInText, textLooksLikeAlert } from './container';
import { alertOfFeature, isAlertFeature } from './weather-service-json';

/** A JSON document begins with one of these, an XML document never does. */
export function looksLikeJson(text: string): boolean {
  return text.startsWith('{') || text.startsWith('[');
}

/** The alerts in a JSON document: the US weather service's form, or CAP XML kept in a string. */
export function alertsInJson(text: string, findings: Findings): XmlElement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    findings.add('cap.json-malformed', '/');
    return [];
  }
  const alerts: XmlElement[] = [];
  walk(document, '', 0);
  if (alerts.length === 0 && !isEmptyFeed(document) && findings.worst !== 'reject') {
    findings.add('cap.no-alert-inside', '/');
  }
  return alerts;

  function walk(value: unknown, path: string, depth: number): void {
    if (depth > XML_LIMITS.depth) return;
    if (typeof value === 'string') {
      if (textLooksLikeAlert(value)) alerts.push(...alertsInText(value, path, findings));
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${path}/${index}`, depth + 1));
    } else if (isAlertFeature(value)) {
      findings.add('cap.json-converted', path, { repaired: NAMESPACES['cap-1.2'] });
      alerts.push(alertOfFeature(value, path, findings));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value))
        walk(item, `${path}/${shortened(xmlCharactersOnly(name), 60)}`, depth + 1);
    }
  }
}

/** What the US weather service answers when nothing is in force. */
function isEmptyFeed(document: unknown): boolean {
  const { type, features } = (document ?? {}) as { type?: unknown; features?: unknown };
  return type === 'FeatureCollection' && Array.isArray(features) && features.length === 0;
}
