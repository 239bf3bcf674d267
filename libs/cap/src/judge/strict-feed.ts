import type { Findings } from '../findings/finding';
import type { XmlElement } from '../xml/xml-tree';

/** What Atom demands of a feed and of an entry, and RSS of a channel; of an item it recommends some. */
const OF_ATOM = ['id', 'title', 'updated'];
const OF_CHANNEL = ['title', 'link', 'description'];
const OF_ITEM = ['pubDate', 'guid'];

/** What the makers of feeds are asked beyond what can be read. */
export function checkFeedStrictly(root: XmlElement, findings: Findings): void {
  if (root.name === 'feed') return checkAtom(root, findings);
  for (const channel of named(root, 'channel')) {
    report('strict.feed-incomplete', lacking(channel, OF_CHANNEL), '/rss/channel', findings);
    const items = named(channel, 'item');
    items.forEach((item, index) =>
      report('strict.entry-incomplete', lacking(item, OF_ITEM), `/rss/channel/item[${index + 1}]`, findings),
    );
    checkRepeated(items, 'guid', '/rss/channel', findings);
  }
}

function checkAtom(feed: XmlElement, findings: Findings): void {
  report('strict.feed-incomplete', lacking(feed, OF_ATOM), '/feed', findings);
  const entries = named(feed, 'entry');
  entries.forEach((entry, index) => {
    const missing = named(entry, 'link').length === 0 ? ['link'] : [];
    report('strict.entry-incomplete', missing, `/feed/entry[${index + 1}]`, findings);
  });
  checkRepeated(entries, 'id', '/feed', findings);
}

function checkRepeated(entries: XmlElement[], name: string, path: string, findings: Findings): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const id = named(entry, name)[0]?.text.trim();
    if (!id) continue;
    if (seen.has(id)) findings.add('strict.entry-id-repeated', path, { found: id });
    seen.add(id);
  }
}

function report(
  code: 'strict.feed-incomplete' | 'strict.entry-incomplete',
  missing: string[],
  path: string,
  findings: Findings,
): void {
  if (missing.length > 0) findings.add(code, path, { expected: missing.join(', ') });
}

function lacking(element: XmlElement, names: string[]): string[] {
  return names.filter((name) => !named(element, name).some(({ text }) => text.trim() !== ''));
}

function named({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}
