import type { Findings } from '../findings/finding';
import { NAMESPACES, type Profile } from '../vocabulary';
import type { XmlElement } from '../xml/xml-tree';

const PROFILES = Object.keys(NAMESPACES) as Profile[];
const CHINESE_NAMES = new Set(['sendTime', 'senderCode', 'secClassification']);

/**
 * Which standard an alert is written in. A namespace that is only misspelt is repaired; without one, or with a foreign
 * one, the words are read as CAP 1.2 so that a person can see them, but the message is held.
 */
export function profileOf(alert: XmlElement, findings: Findings): Profile {
  const { namespace } = alert;
  const exact = PROFILES.find((profile) => NAMESPACES[profile] === namespace);
  if (exact !== undefined) return exact;
  const near = PROFILES.find((profile) => normalised(NAMESPACES[profile]) === normalised(namespace));
  if (near !== undefined) {
    findings.add('cap.namespace-repaired', '/alert', { found: namespace, repaired: NAMESPACES[near] });
    return near;
  }
  const chinese = alert.children.some((child) => CHINESE_NAMES.has(child.name));
  if (chinese) {
    findings.add('cap.namespace-repaired', '/alert', { found: namespace, repaired: NAMESPACES.cn });
    return 'cn';
  }
  if (namespace === '') findings.add('cap.namespace-missing', '/alert', { expected: NAMESPACES['cap-1.2'] });
  else findings.add('cap.namespace-unknown', '/alert', { found: namespace, expected: NAMESPACES['cap-1.2'] });
  return 'cap-1.2';
}

function normalised(namespace: string): string {
  return namespace.trim().toLowerCase().replace(/\/$/, '');
}
