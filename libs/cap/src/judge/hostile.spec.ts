import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { XML_LIMITS } from '../xml/xml-tree';
import { judge, type Judgement } from './judge';

const NOW = new Date('2026-07-10T11:10:00Z');
const SAMPLES = join(__dirname, '../../samples');
const NAMES = [
  'rainstorm-red-qingcheng',
  'rainstorm-update-qingcheng',
  'rainstorm-cancel-qingcheng',
  'flash-flood-chinese-profile',
  'drought-cap-1-0',
  'gale-cap-1-1',
];
const FILES = NAMES.map((name) => readFileSync(join(SAMPLES, `${name}.xml`)));
const RED = (FILES[0] as Buffer).toString('utf8');
const VERDICTS = ['accepted', 'accepted-with-warnings', 'held', 'rejected'];

const judged = (bytes: Uint8Array | string) => judge(Buffer.from(bytes as string), { now: NOW });
const codeOf = (judgement: Judgement) => judgement.findings[0]?.code;

describe('hostile documents are rejected with the reason', () => {
  const inside = (head: string, body = '') => `<?xml version="1.0"?>${head}<alert>${body}</alert>`;

  it.each([
    ['a DOCTYPE', inside('<!DOCTYPE alert>'), 'xml.doctype'],
    ['an external entity', inside('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'), 'xml.doctype'],
    ['a parameter entity', inside('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x/"> %p;]>'), 'xml.doctype'],
    ['an entity bomb', inside('<!DOCTYPE a [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]>', '&b;'), 'xml.doctype'],
    ['an unknown entity', inside('', '&boom;'), 'xml.malformed'],
    ['a truncated document', RED.slice(0, 900), 'xml.malformed'],
    ['two roots', `${RED}<alert/>`, 'xml.malformed'],
    ['an unbound prefix', '<cap:alert/>', 'xml.malformed'],
    ['a duplicate attribute', '<alert a="1" a="2"/>', 'xml.malformed'],
    ['a control character', inside('', '\u0001'), 'xml.malformed'],
    ['a NUL', inside('', '\0'), 'xml.nul'],
    ['a lone surrogate', inside('', '&#xD800;'), 'xml.malformed'],
    ['nothing', '', 'xml.empty'],
    ['white space', '  \n', 'xml.malformed'],
    ['another kind of document', '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>', 'cap.not-an-alert'],
    ['JSON', '{"alert":1}', 'cap.no-alert-inside'],
  ])('%s', (_, text, code) => {
    const judgement = judged(text);
    expect(judgement.verdict).toBe('rejected');
    expect(codeOf(judgement)).toBe(code);
    expect(judgement.message).toBeUndefined();
  });

  it('200,000 levels of nesting stop at the limit', () => {
    const judgement = judged('<a>'.repeat(200_000) + '</a>'.repeat(200_000));
    expect(codeOf(judgement)).toBe('xml.too-deep');
    expect(judgement.findings[0]?.found).toBe(`> ${XML_LIMITS.depth}`);
  });

  it('half a million attributes stop at the limit, while reading', () => {
    const attributes = Array.from({ length: 300_000 }, (_, index) => `a${index}=""`).join(' ');
    expect(codeOf(judged(`<alert ${attributes}/>`))).toBe('xml.too-many-attributes');
  });

  it('a million elements stop at the limit', () => {
    expect(codeOf(judged(`<alert>${'<a/>'.repeat(900_000)}</alert>`))).toBe('xml.too-many-elements');
  });

  it('more bytes than the limit are not even decoded', () => {
    const judgement = judge(Buffer.alloc(101, 0x20), { now: NOW, maxBytes: 100 });
    expect(codeOf(judgement)).toBe('xml.too-large');
  });
});

describe('bytes', () => {
  it('UTF-8 with a mark, UTF-16 with a mark, declared Latin-1 and declared GBK are read', () => {
    const french = '<?xml version="1.0" encoding="ISO-8859-1"?><alert><event>D\u00e9fense</event></alert>';
    expect(judge(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(RED)]), { now: NOW }).verdict).toBe(
      'accepted',
    );
    const utf16 = Buffer.from(`\ufeff${RED.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');
    expect(judge(utf16, { now: NOW }).verdict).toBe('accepted');
    expect(judge(Buffer.from(french, 'latin1'), { now: NOW }).findings.map((finding) => finding.code)).not.toContain(
      'xml.encoding-repaired',
    );
  });

  it('Latin-1 that is declared as UTF-8 is repaired only when every byte is a letter in a word', () => {
    const french = RED.replace('Rainstorm', 'Pluie extr\u00eame').replaceAll(/[\u2000-\uffff]/g, 'x');
    const judgement = judge(Buffer.from(french, 'latin1'), { now: NOW });
    expect(judgement.verdict).toBe('accepted-with-warnings');
    expect(judgement.message?.infos[1]?.event).toBe('Pluie extr\u00eame');
    const broken = Buffer.from(french.replace('extr\u00eame', '\u0080\u00ff'), 'latin1');
    expect(codeOf(judge(broken, { now: NOW }))).toBe('xml.encoding-invalid');
  });

  it('a damaged UTF-8 text is rejected, never read as something else', () => {
    const bytes = Buffer.from(RED);
    bytes[bytes.indexOf(Buffer.from('暴')) + 1] = 0x20;
    expect(codeOf(judge(bytes, { now: NOW }))).toBe('xml.encoding-invalid');
  });

  it('UTF-16 without a mark is rejected', () => {
    expect(codeOf(judge(Buffer.from(RED, 'utf16le'), { now: NOW }))).toBe('xml.nul');
  });

  it('white space before the declaration is trimmed with a warning', () => {
    expect(judged(`\n  ${RED}`)).toMatchObject({ verdict: 'accepted-with-warnings' });
  });
});

describe('any input at all gets a typed verdict', () => {
  const expectTyped = (bytes: Uint8Array) => {
    const judgement = judge(bytes, { now: NOW });
    expect(VERDICTS).toContain(judgement.verdict);
    if (judgement.verdict === 'rejected' || judgement.verdict === 'held')
      expect(judgement.findings.length).toBeGreaterThan(0);
    for (const finding of judgement.findings) {
      expect(finding.text.en.length).toBeGreaterThan(0);
      expect(finding.text['zh-CN'].length).toBeGreaterThan(0);
    }
  };

  it('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), expectTyped), { numRuns: 500 });
  });

  it('any text between the tags of an alert', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('sent', 'polygon', 'circle', 'references', 'language'),
        (text, name) => {
          const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
          const xml =
            name === 'sent' || name === 'references'
              ? RED.replace(/<sent>[^<]*<\/sent>/, () => `<${name}>${safe}</${name}>`)
              : RED.replace(new RegExp(`<${name}>[^<]*`), () => `<${name}>${safe}`);
          expectTyped(Buffer.from(xml));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('any mutation of a real-looking message: bytes changed, cut out, doubled', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 40 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('<', '>', '&', '"', '</info>', ',', '-', ']]>').map((text) => Buffer.from(text)),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.array(edit, { minLength: 1, maxLength: 4 }), (file, edits) => {
        let bytes: Buffer = file;
        for (const { at, remove, insert } of edits) {
          const from = at % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
        }
        expectTyped(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});
