import { capDocument as document, CAP_RING as RING, type CapFields } from '@libs/testing';
import type { Verdict } from './verdict';
import { judge, type Judgement } from './judge';

// Own samples of the forty deviations that real offices send (../shared/data/README.md, section 1), under its numbers.
const NOW = new Date('2026-07-10T12:00:00Z');
const OTHER = 'met@example,ID-0,2026-07-10T18:00:00+08:00';
const SELF = 'met@example,ID-1,2026-07-10T19:00:00+08:00';

const placed = (inner: string) => document({ area: `<areaDesc>Q</areaDesc>${inner}` });
const polygon = (text: string) => placed(`<polygon>${text}</polygon>`);
const coded = (name: string, value: string) =>
  `<geocode><valueName>${name}</valueName><value>${value}</value></geocode>`;
const alertOf = (alert: CapFields) => document({ alert });
const infoOf = (info: CapFields) => document({ info });
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const judged = (given: string | Uint8Array): Judgement =>
  judge(typeof given === 'string' ? Buffer.from(given) : given, { now: NOW });

const OK: Verdict = 'accepted';
const WARNED: Verdict = 'accepted-with-warnings';

type Case = [deviation: string, given: string | Uint8Array, verdict: Verdict, code?: string];

const BYTES: Case[] = [
  [
    '1 white space before the declaration',
    ` \n${document({ head: '<?xml version="1.0"?>' })}`,
    WARNED,
    'xml.leading-space',
  ],
  ['2 a byte order mark', `\ufeff${document()}`, OK],
  ['2 no declaration', document(), OK],
  [
    '3 Latin-1 without a declaration',
    latin1(infoOf({ description: 'Fortes pluies pr\u00e9vues \u00e0 \u00c9pinal, 25\u00b0' })),
    WARNED,
    'xml.encoding-repaired',
  ],
  [
    '3 Latin-1 as declared',
    latin1(
      document({ head: '<?xml version="1.0" encoding="ISO-8859-1"?>', info: { headline: 'T\u00e2rgu 25\u00b0' } }),
    ),
    OK,
  ],
  [
    '3 UTF-8 with a broken character',
    Buffer.from([...Buffer.from(infoOf({ event: '暴雨' }))].filter((byte) => byte !== 0xe6)),
    'rejected',
    'xml.encoding-invalid',
  ],
  [
    '4 an external entity',
    `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${document()}`,
    'rejected',
    'xml.doctype',
  ],
  ['5 a truncated document', document().slice(0, 500), 'rejected', 'xml.malformed'],
  [
    '5 a schema in place of an alert',
    '<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="alert"/></schema>',
    'rejected',
    'cap.not-an-alert',
  ],
  ['6 no namespace', document({ namespace: '' }), 'held', 'cap.namespace-missing'],
  [
    '6 a foreign namespace',
    document({ namespace: 'urn:oasis:names:tc:emergency:alerts:1.2' }),
    'held',
    'cap.namespace-unknown',
  ],
  [
    '6 a namespace in capitals',
    document({ namespace: 'URN:oasis:names:tc:emergency:cap:1.2' }),
    WARNED,
    'cap.namespace-repaired',
  ],
  [
    '6 a prefix',
    document()
      .replace(/<(\/?)(\w)/g, '<$1cap:$2')
      .replace('xmlns=', 'xmlns:cap='),
    OK,
  ],
  ['6 CAP 1.1', document({ namespace: 'urn:oasis:names:tc:emergency:cap:1.1' }), OK],
  ['6 CAP 1.0', document({ namespace: 'http://www.incident.com/cap/1.0' }), OK],
  ['7 a list', `<alerts>${document()}${alertOf({ identifier: 'ID-2' })}</alerts>`, OK],
  ['7 a list of which one is held', `<alerts>${document()}${alertOf({ status: null })}</alerts>`, 'partly-accepted'],
  [
    '7 a SOAP envelope',
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${document()}</s:Body></s:Envelope>`,
    OK,
  ],
  [
    '7 an EDXL distribution',
    `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><x>${document()}</x></EDXLDistribution>`,
    OK,
  ],
  [
    '7 escaped in Atom',
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>t</title><updated>x</updated><content>${document().replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</content></entry></feed>`,
    OK,
  ],
  [
    '7 CDATA in RSS',
    `<rss><channel><item><title>t</title><description><![CDATA[${document()}]]></description></item></channel></rss>`,
    OK,
  ],
  [
    '7 outside any entry',
    `<feed xmlns="http://www.w3.org/2005/Atom">${document()}</feed>`,
    WARNED,
    'cap.alert-outside-entry',
  ],
  [
    '8 style sheet, CDATA and CRLF',
    document({
      head: '<?xml version="1.0"?>\r\n<?xml-stylesheet href="a.xsl"?>\r\n',
      info: { event: '<![CDATA[Rain & wind]]>' },
    }),
    OK,
  ],
];

const STRUCTURE: Case[] = [
  [
    '9 a polygon after the geocode',
    placed(`${coded('SAME', '1')}<polygon>${RING}</polygon>`),
    WARNED,
    'cap.element-order',
  ],
  [
    '9 a value before its name',
    placed('<geocode><value>1</value><valueName>SAME</valueName></geocode>'),
    WARNED,
    'cap.element-order',
  ],
  [
    '10 <reference>',
    document({ alert: { msgType: 'Update' }, alertExtra: `<reference>${OTHER}</reference>` }),
    WARNED,
    'cap.element-unknown',
  ],
  ['10 <Type>', document({ infoExtra: '<Type>3</Type>' }), WARNED, 'cap.element-unknown'],
  [
    '10 nested polygons of its own',
    placed(`<Polygon><Polygons>${RING}</Polygons></Polygon>`),
    WARNED,
    'cap.area-by-name-only',
  ],
  [
    '10 stray text in a geocode',
    placed('<geocode>stray<valueName>SAME</valueName><value>1</value></geocode>'),
    WARNED,
    'cap.stray-text',
  ],
  [
    '10 a lang attribute',
    document({ info: { language: null } }).replace('<info>', '<info lang="de">'),
    WARNED,
    'cap.language-attribute',
  ],
  [
    '11 empty optional elements',
    document({ alertExtra: '<addresses/><note/><incidents/>', infoExtra: '<contact/>' }),
    OK,
    'cap.empty-element',
  ],
  [
    '11 an empty parameter',
    document({ infoExtra: '<parameter><valueName>a</valueName><value/></parameter>' }),
    OK,
    'cap.value-missing',
  ],
  [
    '12 empty mandatory elements',
    infoOf({ category: '', urgency: '', severity: '', certainty: '' }),
    WARNED,
    'cap.severity-missing',
  ],
  ['12 no category, no certainty', infoOf({ category: null, certainty: null }), WARNED, 'cap.category-missing'],
  ['12 no scope', alertOf({ scope: null }), 'held', 'cap.scope-missing'],
  ['12 an invented status', alertOf({ status: 'Live' }), 'held', 'cap.status-missing'],
  ['12 Very Likely', infoOf({ certainty: 'Very Likely' }), WARNED, 'cap.certainty-very-likely'],
  ['12 severity ALERT', infoOf({ severity: 'ALERT' }), WARNED, 'cap.severity-missing'],
  ['13 a Cancel without info', document({ alert: { msgType: 'Cancel', references: OTHER }, info: null }), OK],
  ['14 several infos of one language', document().replace(/(<info>.*<\/info>)/, '$1$1'), OK],
  ['15 language: romanian', infoOf({ language: 'romanian' }), WARNED, 'cap.language-form'],
  ['16 a sender with a space', alertOf({ sender: 'IMD Patna' }), WARNED, 'cap.sender-characters'],
  ['16 an identifier with spaces', alertOf({ identifier: 'a b' }), WARNED, 'cap.identifier-characters'],
  ['16 a sender that is an address', alertOf({ sender: 'http://met.example/feed' }), OK],
];

const TIMES: Case[] = [
  ['17 +00:00', alertOf({ sent: '2026-07-10T11:00:00+00:00' }), OK],
  ['17 -00:00', alertOf({ sent: '2026-07-10T11:00:00-00:00' }), OK],
  ['18 Z', alertOf({ sent: '2026-07-10T11:00:00Z' }), WARNED, 'cap.time-zulu'],
  ['18 fractions and no offset', alertOf({ sent: '2026-07-10T19:00:00.123' }), WARNED, 'cap.time-offset-missing'],
  ['18 a space for T', alertOf({ sent: '2026-07-10 19:00:00+08:00' }), WARNED, 'cap.time-form'],
  ['18 padded with newlines', alertOf({ sent: '\n 2026-07-10T19:00:00+08:00\n' }), OK],
  ['19 a Buddhist year', alertOf({ sent: '2569-07-10T19:00:00+07:00' }), 'held', 'cap.sent-in-future'],
  ['20 no expires', infoOf({ expires: null }), OK, 'cap.expires-missing'],
  ['20 expires equal to sent', infoOf({ expires: '2026-07-10T19:00:00+08:00' }), WARNED, 'cap.expires-not-after-sent'],
  [
    '20 expires a month before sent',
    infoOf({ expires: '2026-06-05T19:00:00+08:00' }),
    'held',
    'cap.expires-long-before-sent',
  ],
  [
    '20 expires before effective',
    infoOf({ effective: '2026-07-12T08:00:00+08:00' }),
    WARNED,
    'cap.expires-before-effective',
  ],
  ['20 24:00', infoOf({ expires: '2026-07-10T24:00:00+08:00' }), OK],
  ['20 a leap second', infoOf({ expires: '2026-07-11T07:59:60+08:00' }), WARNED, 'cap.time-leap-second'],
];

const CHAINS: Case[] = [
  [
    "21 a reference with the message's own time",
    alertOf({ msgType: 'Update', references: 'met@example,ID-0,2026-07-10T19:00:00+08:00' }),
    OK,
  ],
  [
    '22 an Update that names only itself',
    alertOf({ msgType: 'Update', references: SELF }),
    'held',
    'cap.followup-names-nothing',
  ],
  [
    '22 one that names itself and another',
    alertOf({ msgType: 'Update', references: `${SELF} ${OTHER}` }),
    WARNED,
    'cap.reference-to-itself',
  ],
  ['23 an Update that names nothing', alertOf({ msgType: 'Update' }), 'held', 'cap.followup-names-nothing'],
  ['23 a Cancel that names nothing', alertOf({ msgType: 'Cancel' }), 'held', 'cap.followup-names-nothing'],
  ['23 an Alert with references', alertOf({ references: OTHER }), OK, 'cap.alert-with-references'],
  [
    '23 the same reference twice',
    alertOf({ msgType: 'Update', references: `${OTHER} ${OTHER}` }),
    OK,
    'cap.reference-repeated',
  ],
];

const GEOMETRY: Case[] = [
  ['25 lon,lat for lat,lon', polygon('107.5,36.0 108.0,36.0 108.0,35.5 107.5,36.0'), WARNED, 'cap.polygon-swapped'],
  ['26 past the date line', polygon('50,179 51,-179 50,-178 50,179'), WARNED, 'cap.polygon-date-line'],
  ['26 a longitude below -180', polygon('50,-181 51,-181 51,-179 50,-181'), WARNED, 'cap.polygon-date-line'],
  [
    '27 a flattened MultiPolygon',
    polygon('36.1,(-68.1 36.2,-68.0 36.3,-68.2 36.1,-68.1'),
    'held',
    'cap.area-unreadable',
  ],
  [
    '27 the same beside a code',
    placed(`<polygon>36.1,(-68.1</polygon>${coded('SAME', '1')}`),
    WARNED,
    'cap.polygon-unreadable',
  ],
  ['27 a space after the comma', polygon(RING.replaceAll(',', ', ')), WARNED, 'cap.polygon-spacing'],
  ['27 a literal …', polygon('36.0,107.5 ... 36.0,107.5'), 'held', 'cap.area-unreadable'],
  ['28 open', polygon('36.0,107.5 36.0,108.0 35.5,108.0 35.5,107.5'), WARNED, 'cap.polygon-closed'],
  ['28 two points', polygon('36.0,107.5 36.0,108.0'), 'held', 'cap.area-unreadable'],
  ['28 empty, by name only', polygon(''), OK, 'cap.area-by-name-only'],
  ['29 tabs and newlines', polygon('\t36.0,107.5\n\t36.0,108.0\n35.5,108.0 36.0,107.5 '), OK],
  [
    '30 crossing itself',
    polygon('36.0,107.5 35.5,108.0 35.5,107.5 36.0,108.0 36.0,107.5'),
    WARNED,
    'cap.polygon-self-crossing',
  ],
  ['30 a point twice', polygon(`36.0,107.5 ${RING}`), OK],
  ['32 no area at all', document({ area: '' }), OK, 'cap.area-missing'],
  [
    '34 a polygon behind a link',
    document({
      infoExtra: '<parameter><valueName>Polygon URL</valueName><value>https://x.example/p</value></parameter>',
    }),
    OK,
    'cap.polygon-behind-link',
  ],
  ['35 a circle of radius 0', placed('<circle>36.0,107.5 0</circle>'), OK],
  ['35 a circle around the world', placed('<circle>36.0,107.5 20000</circle>'), 'held', 'cap.area-unreadable'],
];

const TEXT: Case[] = [
  ['36 HTML', infoOf({ description: '&lt;p&gt;Rain&lt;/p&gt;' }), OK, 'cap.html-in-text'],
  ['36 entities escaped twice', infoOf({ description: 'Rain &amp;amp; wind' }), OK, 'cap.html-in-text'],
  ['38 web without a scheme', infoOf({ web: 'www.met.example' }), WARNED, 'cap.web-form'],
  ['38 a digest that is none', document({ infoExtra: resource('<digest>abc</digest>') }), WARNED, 'cap.digest-form'],
  [
    '38 an attachment that is not its digest',
    document({ infoExtra: resource(`<derefUri>AAAA</derefUri><digest>${'0'.repeat(40)}</digest>`) }),
    WARNED,
    'cap.digest-mismatch',
  ],
  [
    '38 an attachment and its digest',
    document({
      infoExtra: resource('<derefUri>AAAA</derefUri><digest>29E2DCFBB16F63BB0254DF7585A15BB6FB5E927D</digest>'),
    }),
    OK,
  ],
  ['39 recipients of a public alert', document({ alertExtra: '<addresses>"Los Angeles" Burbank</addresses>' }), OK],
];

function resource(inner: string): string {
  return `<resource><resourceDesc>siren</resourceDesc><mimeType>audio/mpeg</mimeType><uri>a.mp3</uri>${inner}</resource>`;
}

const UNFINISHED: Case[] = [
  ['a template', alertOf({ identifier: '{{identifier}}' }), 'rejected', 'cap.template'],
  ['a headline left over from a template', infoOf({ headline: '${headline}' }), 'held', 'cap.field-unfilled'],
  ['a template by its time', alertOf({ sent: 'YYYY-MM-DDThh:mm:ss+hh:mm' }), 'rejected', 'cap.template'],
  ['an example that a tool generated', alertOf({ identifier: 'string', sender: 'string' }), 'rejected', 'cap.template'],
  ['an identifier that is a word', alertOf({ identifier: 'string' }), OK],
  ['a draft', alertOf({ status: 'Draft' }), 'held', 'cap.status-draft'],
  [
    'a draft with invented values',
    document({ alert: { status: 'Draft' }, info: { severity: 'Dreadful' } }),
    'rejected',
    'cap.draft-invented',
  ],
];

describe.each([
  ['bytes and XML', BYTES],
  ['structure', STRUCTURE],
  ['times', TIMES],
  ['chains', CHAINS],
  ['geometry', GEOMETRY],
  ['text and resources', TEXT],
  ['templates and drafts', UNFINISHED],
])('seen in the wild: %s', (_, cases) => {
  it.each(cases)('%s', (_, given, verdict, ...codes) => {
    const { verdict: said, findings } = judged(given);
    expect({ verdict: said, codes: findings.map((finding) => finding.code) }).toEqual({
      verdict,
      codes: expect.arrayContaining(codes),
    });
  });
});

describe('what was repaired means what the issuer meant', () => {
  const area = (given: string) => judged(given).message?.infos[0]?.areas[0];

  it('a swapped polygon lies where the straight one lies', () => {
    expect(area(polygon('107.5,36.0 108.0,36.0 108.0,35.5 107.5,36.0'))).toEqual(area(polygon(RING)));
  });

  it('33 an excluded polygon is taken out of the area, and alone describes none', () => {
    const hole = '35.95,107.7 35.95,107.8 35.9,107.8 35.95,107.7';
    expect(area(placed(`<polygon>${RING}</polygon>${coded('EXCLUDE_POLYGON', hole)}`))).toMatchObject({
      polygons: [expect.any(Array)],
      excluded: [
        [
          [107.7, 35.95],
          [107.8, 35.95],
          [107.8, 35.9],
          [107.7, 35.95],
        ],
      ],
    });
    const alone = judged(placed(coded('EXCLUDE_POLYGON', hole)));
    expect(alone.findings.map(({ code }) => code)).toContain('cap.area-by-name-only');
  });

  it('12 what is missing is Unknown', () => {
    expect(judged(infoOf({ severity: 'ALERT', category: '', urgency: null })).message?.infos[0]).toMatchObject({
      severity: 'Unknown',
      categories: ['Unknown'],
      urgency: 'Unknown',
    });
  });

  it.each([
    ['EN', 'en'],
    ['PT', 'pt'],
    ['HI', 'hi'],
    ['zh-mo', 'zh-MO'],
    ['de-LS', 'de-LS'],
    ['no', 'no'],
  ])('15 language %s is read as %s', (given, tag) => {
    expect(judged(infoOf({ language: given })).message?.infos[0]?.language).toBe(tag);
  });

  it.each([
    ['Heavy rain is coming.', 'en-US'],
    ['Fortes pluies sur la ville', 'und'],
    ['Lluvias fuertes en la costa', 'und'],
    ['Сильный дождь', 'und'],
    ['预计未来三小时有暴雨', 'zh'],
  ])('15 without a language, %s is %s', (text, tag) => {
    const info = { language: null, event: text, headline: text, description: text };
    expect(judged(infoOf(info)).message?.infos[0]?.language).toBe(tag);
  });

  it('18 a time without an offset has the one that the other times agree on', () => {
    expect(judged(alertOf({ sent: '2026-07-10T19:00:00.123' })).message?.sent).toBe('2026-07-10T11:00:00.123Z');
  });

  it('39 recipients in quotes are one each', () => {
    const given = document({ alertExtra: '<addresses>"Los Angeles" Burbank</addresses>' });
    expect(judged(given).message?.addresses).toEqual(['Los Angeles', 'Burbank']);
  });
});
