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
    expect(codes(RED)).toEqual([
      'strict.event-codes-differ',
      'strict.web-missing',
      'strict.description-missing',
      'strict.web-missing',
    ]);
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
    ['strict.circle-zero', (text: string) => text.replace('<geocode>', '<circle>36,107 0</circle><geocode>')],
  ])('%s', (code, change) => {
    const text = change(RED);
    expect(codes(text)).toContain(code);
    expect(judged(text).verdict).toBe('accepted');
  });
});
