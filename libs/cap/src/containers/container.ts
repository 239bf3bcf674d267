import { Findings } from '../findings/finding';
import { NAMESPACES } from '../vocabulary';
import { parseXml, type XmlElement } from '../xml/xml-tree';

/** A document that carries alerts inside. */
export interface Container {
  /** A feed may be an index of links; anything else without an alert is worthless. */
  feed: boolean;
  /** The alerts of a feed or list stand for themselves; those of an envelope are one act of its sender. */
  independent: boolean;
  alerts: XmlElement[];
  /** Addresses of alerts that are not in the document itself. */
  links: string[];
  /** Entries from which nothing can be taken. */
  brokenEntries: number;
}

const CAP_NAMESPACES = new Set(Object.values(NAMESPACES));
const KNOWN_WRAPPERS = new Set(['feed', 'rss', 'RDF', 'EDXLDistribution', 'Envelope', 'alerts']);
const ENTRY_NAMES = new Set(['entry', 'item']);

/** Finds the alerts in a feed (Atom, RSS), an EDXL-DE or SOAP envelope, a list, or anything else that wraps them. */
export function openContainer(root: XmlElement, findings: Findings): Container | undefined {
  const entries: XmlElement[] = [];
  collect(root, (element) => ENTRY_NAMES.has(element.name), entries);
  const feed = root.name === 'feed' || root.name === 'rss' || root.name === 'RDF';
  if (feed) return openFeed(root, entries, findings);

  const alerts = alertsIn(root, '/', findings);
  if (alerts.length === 0) return undefined;
  if (!KNOWN_WRAPPERS.has(root.name)) {
    findings.add('cap.container-unknown', '/', { found: `{${root.namespace}}${root.name}` });
  }
  return { feed: false, independent: root.name === 'alerts', alerts, links: [], brokenEntries: 0 };
}

function openFeed(root: XmlElement, entries: XmlElement[], findings: Findings): Container {
  const container: Container = { feed: true, independent: true, alerts: [], links: [], brokenEntries: 0 };
  entries.forEach((entry, index) => {
    const path = `/${root.name}/${entry.name}[${index + 1}]`;
    const alerts = alertsIn(entry, path, findings);
    const link = linkOf(entry);
    if (!isComplete(entry)) findings.add('cap.entry-incomplete', path);
    if (alerts.length > 0) container.alerts.push(...alerts);
    else if (link !== undefined) container.links.push(link);
    else {
      container.brokenEntries += 1;
      findings.add('cap.entry-without-alert', path);
    }
  });
  const outside: XmlElement[] = [];
  collect(root, isAlert, outside, (element) => ENTRY_NAMES.has(element.name));
  if (outside.length > 0) findings.add('cap.alert-outside-entry', `/${root.name}`);
  container.alerts.push(...outside);
  return container;
}

/** Alerts below an element: as elements, or as text that is XML itself. */
export function alertsIn(element: XmlElement, path: string, findings: Findings): XmlElement[] {
  const alerts: XmlElement[] = [];
  collect(element, (child) => isAlert(child) || looksLikeXml(child), alerts);
  return alerts.flatMap((found) => {
    if (isAlert(found)) return [found];
    return alertsInText(found.text, path, findings);
  });
}

/** Alerts in a text that is itself an XML document. */
export function alertsInText(text: string, path: string, findings: Findings): XmlElement[] {
  const inner = new Findings();
  const root = parseXml(text.trim(), inner);
  if (root === undefined) {
    findings.add('cap.entry-unreadable', path, { found: inner.all()[0]?.code ?? '' });
    return [];
  }
  const alerts: XmlElement[] = [];
  collect(root, isAlert, alerts);
  return alerts;
}

/** An element called alert that CAP could mean: in one of its namespaces, or with its first words inside. */
export function isAlert(element: XmlElement): boolean {
  if (element.name !== 'alert') return false;
  return (
    CAP_NAMESPACES.has(element.namespace) ||
    element.children.some((child) => child.name === 'identifier' || child.name === 'info')
  );
}

/** An alert of the standard whose root is called `Alert` or `ALERT`. */
export function isAlertInOtherLetters({ name, namespace }: XmlElement): boolean {
  return name.toLowerCase() === 'alert' && CAP_NAMESPACES.has(namespace);
}

export function textLooksLikeAlert(text: string): boolean {
  const start = text.trimStart().slice(0, 2000);
  return start.startsWith('<') && /<(?:[A-Za-z][\w.-]{0,40}:)?alert[\s>]/.test(start);
}

function looksLikeXml(element: XmlElement): boolean {
  return element.children.length === 0 && textLooksLikeAlert(element.text);
}

/** Elements that satisfy a test, outermost only, in document order. The depth is bounded by the parser. */
function collect(
  element: XmlElement,
  wanted: (candidate: XmlElement) => boolean,
  into: XmlElement[],
  skip: (candidate: XmlElement) => boolean = () => false,
): void {
  if (skip(element)) return;
  if (wanted(element)) {
    into.push(element);
    return;
  }
  for (const child of element.children) collect(child, wanted, into, skip);
}

function linkOf(entry: XmlElement): string | undefined {
  for (const child of entry.children) {
    if (child.name === 'link') {
      const address = child.attributes.find(({ name }) => name === 'href')?.value ?? child.text.trim();
      if (address !== '') return address;
    }
    const source = child.name === 'content' && child.attributes.find(({ name }) => name === 'src')?.value;
    if (source) return source;
  }
  return undefined;
}

/** Atom demands id, title and updated; RSS a title or a description. */
function isComplete(entry: XmlElement): boolean {
  const has = (name: string) => entry.children.some((child) => child.name === name && child.text.trim() !== '');
  return entry.name === 'entry' ? has('id') && has('title') && has('updated') : has('title') || has('description');
}
