import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judge';

const RED = readFileSync(join(__dirname, '../../samples/rainstorm-red-qingcheng.xml'), 'utf8');
const NOW = new Date('2026-07-10T11:10:00Z');
const judged = (text: string, strict = true) => judge(Buffer.from(text), { now: NOW, strict });
const codes = (text: string) => judged(text).findings.map((finding) => finding.code);

describe('the stricter profile', () => {
  it('recommends and never changes a verdict', () => {
    expect(judged(RED)).toMatchObject({ verdict: 'accepted' });
    expect(new Set(codes(RED))).toEqual(
      new Set([
        'strict.event-codes-differ',
        'strict.description-missing',
        'strict.web-missing',
        'strict.contact-missing',
        'strict.instruction-missing',
      ]),
    );
    expect(judged(RED, false).findings).toEqual([]);
  });

  it.each([
    ['strict.categories-differ', (text: string) => text.replace('<category>Met', '<category>Geo')],
    ['strict.expires-missing', (text: string) => text.replace(/<expires>[^<]*<\/expires>/, '')],
    ['strict.unknown-class', (text: string) => text.replace('<urgency>Immediate', '<urgency>Unknown')],
    ['strict.headline-missing', (text: string) => text.replace(/<headline>[^<]*<\/headline>/, '')],
    ['strict.headline-too-long', (text: string) => text.replace(/<headline>[^<]*/, `<headline>${'x'.repeat(140)}`)],
    [
      'strict.headline-repeated',
      (text: string) => text.replace(/<instruction>[^<]*/, '<instruction>庆城县气象台发布暴雨红色预警[Ⅰ级/特别重大]'),
    ],
    ['strict.event-too-long', (text: string) => text.replace('<event>暴雨', `<event>${'x'.repeat(36)}`)],
    ['strict.area-missing', (text: string) => text.replace(/<area>[\s\S]*?<\/area>/, '')],
    ['strict.area-undescribed', (text: string) => text.replace(/<(polygon|geocode)>[\s\S]*?<\/\1>/g, '')],
    ['strict.area-without-shape', (text: string) => text.replace(/<polygon>[^<]*<\/polygon>/g, '')],
    ['strict.offset-zero', (text: string) => text.replace(/(<sent>)[^<]*/, '$12026-07-10T10:30:00-00:00')],
    [
      'strict.effective-after-expires',
      (text: string) => text.replace(/(<effective>)[^<]*/, '$12026-07-12T08:00:00+08:00'),
    ],
    ['strict.sender-name-missing', (text: string) => text.replace(/<senderName>[^<]*<\/senderName>/g, '')],
    ['strict.instruction-missing', (text: string) => text.replace(/<instruction>[^<]*<\/instruction>/g, '')],
    ['strict.response-type-missing', (text: string) => text.replace(/<responseType>[^<]*<\/responseType>/g, '')],
    [
      'strict.events-differ',
      (text: string) => text.replace(/(<info>[\s\S]*?<\/info>)/, (info) => info + info.replace('暴雨<', '大雨<')),
    ],
    ['strict.polygons-overlapping', (text: string) => text.replace(/<polygon>[^<]*<\/polygon>/, '$&$&')],
    ['strict.circle-zero', (text: string) => text.replace('<geocode>', '<circle>36,107 0</circle><geocode>')],
  ])('%s', (code, change) => {
    const text = change(RED);
    expect(codes(text)).toContain(code);
    expect(judged(text).verdict).toMatch(/^accepted/);
  });
});

describe('the stricter profile of feeds', () => {
  const entry = (inner: string) =>
    `<entry><id>1</id><title>1</title><updated>2026-07-10T00:00:00Z</updated>${inner}</entry>`;
  const link = '<link href="https://cap.example/1"/>';
  const head = '<id>f</id><title>f</title><updated>2026-07-10T00:00:00Z</updated>';
  const atom = (inner: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${inner}</feed>`;
  const rss = (inner: string) => `<rss version="2.0"><channel>${inner}</channel></rss>`;
  const channel = '<title>f</title><link>https://cap.example</link><description>f</description>';
  const item = '<title>1</title><link>https://cap.example/1</link>';

  it.each([
    ['a whole Atom feed', atom(head + entry(link)), []],
    ['Atom without its own id', atom(head.replace('<id>f</id>', '') + entry(link)), ['strict.feed-incomplete']],
    ['Atom with one id twice', atom(head + entry(link) + entry(link)), ['strict.entry-id-repeated']],
    [
      'Atom with an alert and no link',
      atom(head + entry(RED.replace(/<\?xml[^>]*>/, ''))),
      ['strict.entry-incomplete'],
    ],
    [
      'a whole RSS feed',
      rss(`${channel}<item>${item}<pubDate>Fri, 10 Jul 2026 00:00:00 GMT</pubDate><guid>1</guid></item>`),
      [],
    ],
    ['RSS without a description', rss('<title>f</title><link>https://cap.example</link>'), ['strict.feed-incomplete']],
    ['RSS without date and guid', rss(`${channel}<item>${item}</item>`), ['strict.entry-incomplete']],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
    expect(judged(text).verdict).toBe(judged(text, false).verdict);
  });
});
