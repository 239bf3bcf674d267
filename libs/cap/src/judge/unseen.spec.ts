import { capDocument, CAP_RING as RING, type CapFields } from '@libs/testing';
import { judge } from './judge';

// Inputs that were made up from the rules alone (section 6 of the corpus' README, B1–B13, the schema of OASIS): what may
// come from an office that nobody here has met. `accepted` stands for both ways of accepting.
const NOW = new Date('2026-07-10T12:00:00Z');
const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const OTHER = 'met@example,ID-0,2026-07-10T18:00:00+08:00';
const SELF = 'met@example,ID-1,2026-07-10T19:00:00+08:00';

const judged = (given: string | Uint8Array) =>
  judge(typeof given === 'string' ? Buffer.from(given) : given, { now: NOW });
const classOf = (given: string | Uint8Array) => judged(given).verdict.replace('accepted-with-warnings', 'accepted');
const alert = (fields: CapFields) => capDocument({ alert: fields });
const info = (fields: CapFields) => capDocument({ info: fields });
const area = (inner: string) => capDocument({ area: `<areaDesc>Qingcheng</areaDesc>${inner}` });
const polygon = (text: string) => area(`<polygon>${text}</polygon>`);
const circle = (text: string) => area(`<circle>${text}</circle>`);
const inAlert = (extra: string) => capDocument({ alertExtra: extra });
const inInfo = (extra: string) => capDocument({ infoExtra: extra });
const bare = capDocument();

type Case = [what: string, given: string | Uint8Array, verdict: string];

const KEYS: Case[] = ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'].flatMap((name): Case[] => [
  [`${name} missing`, alert({ [name]: null }), 'held'],
  [`${name} empty`, alert({ [name]: '' }), 'held'],
  [`${name} of white space`, alert({ [name]: ' \n\t ' }), 'held'],
  [`${name} of no-break space`, alert({ [name]: '\u00a0' }), 'held'],
  [
    `${name} in an attribute`,
    capDocument({ alert: { [name]: null } }).replace('<alert ', `<alert ${name}="Actual" `),
    'held',
  ],
  [
    `${name} in another namespace`,
    capDocument({ alert: { [name]: null }, alertExtra: `<${name} xmlns="urn:x">Actual</${name}>` }),
    'held',
  ],
]);

const ENUMERATED: Case[] = [
  ['a status in small letters', alert({ status: 'actual' }), 'accepted'],
  ['a status in capitals', alert({ status: 'ACTUAL' }), 'accepted'],
  ['a status in a line of its own', alert({ status: '\n  Actual\n' }), 'accepted'],
  ['a status in CDATA', alert({ status: '<![CDATA[Actual]]>' }), 'accepted'],
  ['a status with a comment in it', alert({ status: 'Act<!-- -->ual' }), 'accepted'],
  ['a status of another language', alert({ status: 'Réel' }), 'held'],
  ['a status that nobody has', alert({ status: 'Operational' }), 'held'],
  ['two statuses in one', alert({ status: 'Actual Exercise' }), 'held'],
  ['a status with an element in it', alert({ status: '<b>Actual</b>' }), 'held'],
  ['the same status twice', inAlert('<status>Actual</status>'), 'accepted'],
  ['two statuses', inAlert('<status>Test</status>'), 'held'],
  ['a message type of small letters', alert({ msgType: 'alert' }), 'accepted'],
  ['a message type that nobody has', alert({ msgType: 'Warning' }), 'held'],
  ['a scope that nobody has', alert({ scope: 'Everyone' }), 'held'],
  ['two scopes', inAlert('<scope>Private</scope>'), 'held'],
  ...['category', 'urgency', 'severity', 'certainty'].flatMap((name): Case[] => [
    [`${name} missing`, info({ [name]: null }), 'accepted'],
    [`${name} empty`, info({ [name]: '' }), 'accepted'],
    [`${name} that nobody has`, info({ [name]: 'Terrible' }), 'accepted'],
  ]),
  ['Very Likely', info({ certainty: 'Very Likely' }), 'accepted'],
  ['a response type that nobody has', inInfo('<responseType>Run</responseType>'), 'accepted'],
  ['the event missing', info({ event: null }), 'accepted'],
  ['the headline twice, differently', inInfo('<headline>Light rain</headline>'), 'held'],
  ['two urgencies', inInfo('<urgency>Past</urgency>'), 'held'],
];

const TIMES: Case[] = [
  ['sent in UTC as Z', alert({ sent: '2026-07-10T11:00:00Z' }), 'accepted'],
  ['sent in UTC as -00:00', alert({ sent: '2026-07-10T11:00:00-00:00' }), 'accepted'],
  ['sent with fractions', alert({ sent: '2026-07-10T19:00:00.123456+08:00' }), 'accepted'],
  ['sent without an offset', alert({ sent: '2026-07-10T19:00:00' }), 'accepted'],
  ['sent with a space', alert({ sent: '2026-07-10 19:00:00+08:00' }), 'accepted'],
  ['sent without seconds', alert({ sent: '2026-07-10T19:00+08:00' }), 'accepted'],
  ['sent with +0800', alert({ sent: '2026-07-10T19:00:00+0800' }), 'accepted'],
  ['sent with +08', alert({ sent: '2026-07-10T19:00:00+08' }), 'accepted'],
  ['sent at 24:00', alert({ sent: '2026-07-09T24:00:00+08:00' }), 'accepted'],
  ['sent in a leap second', alert({ sent: '2026-06-30T23:59:60Z' }), 'accepted'],
  ['sent without a time of day', alert({ sent: '2026-07-10' }), 'held'],
  ['sent in words', alert({ sent: 'Fri, 10 Jul 2026 19:00:00 +0800' }), 'held'],
  ['sent with the day first', alert({ sent: '10-07-2026T19:00:00+08:00' }), 'held'],
  ['sent as seconds since 1970', alert({ sent: '1783681200' }), 'held'],
  ['sent on 30 February', alert({ sent: '2026-02-30T19:00:00+08:00' }), 'held'],
  ['sent in the month 13', alert({ sent: '2026-13-01T19:00:00+08:00' }), 'held'],
  ['sent at 25 o’clock', alert({ sent: '2026-07-10T25:00:00+08:00' }), 'held'],
  ['sent with an offset of 25 hours', alert({ sent: '2026-07-10T19:00:00+25:00' }), 'held'],
  ['sent in the Buddhist year 2569', alert({ sent: '2569-07-10T19:00:00+07:00' }), 'held'],
  ['sent in the Chinese year 115', alert({ sent: '0115-07-10T19:00:00+08:00' }), 'held'],
  ['sent 25 hours ahead', alert({ sent: '2026-07-11T21:00:01+08:00' }), 'held'],
  [
    'sent 23 hours ahead',
    capDocument({ alert: { sent: '2026-07-11T19:00:00+08:00' }, info: { expires: '2026-07-12T19:00:00+08:00' } }),
    'accepted',
  ],
  ['sent a year ago', alert({ sent: '2025-07-10T19:00:00+08:00' }), 'accepted'],
  ['no expires', info({ expires: null }), 'accepted'],
  ['an empty expires', info({ expires: '' }), 'accepted'],
  ['expires when it was sent', info({ expires: '2026-07-10T19:00:00+08:00' }), 'accepted'],
  ['expires a day before it was sent', info({ expires: '2026-07-09T19:00:00+08:00' }), 'accepted'],
  ['expires 30 days before it was sent', info({ expires: '2026-06-10T19:00:00+08:00' }), 'accepted'],
  ['expires 31 days before it was sent', info({ expires: '2026-06-09T18:59:59+08:00' }), 'held'],
  ['expires a year before it was sent', info({ expires: '2025-07-11T08:00:00+08:00' }), 'held'],
  ['expires in words', info({ expires: 'until further notice' }), 'accepted'],
  ['effective in words', info({ effective: 'now' }), 'accepted'],
  [
    'everything in Buddhist years',
    capDocument({ alert: { sent: '2569-07-10T19:00:00+07:00' }, info: { expires: '2569-07-11T08:00:00+07:00' } }),
    'held',
  ],
];

const CHAINS: Case[] = [
  ...['Update', 'Cancel'].flatMap((msgType): Case[] => [
    [`${msgType} of nothing`, alert({ msgType }), 'held'],
    [`${msgType} with empty references`, alert({ msgType, references: '' }), 'held'],
    [`${msgType} of itself`, alert({ msgType, references: SELF }), 'held'],
    [`${msgType} of itself and another`, alert({ msgType, references: `${SELF} ${OTHER}` }), 'accepted'],
    [`${msgType} of something not seen`, alert({ msgType, references: OTHER }), 'accepted'],
    [`${msgType} of the same twice`, alert({ msgType, references: `${OTHER} ${OTHER}` }), 'accepted'],
    [
      `${msgType} of many on many lines`,
      alert({ msgType, references: [0, 2, 3].map((n) => OTHER.replace('ID-0', `ID-${n}`)).join('\n  ') }),
      'accepted',
    ],
    [`${msgType} in words`, alert({ msgType, references: ',,' }), 'held'],
  ]),
  ['a Cancel without info', capDocument({ alert: { msgType: 'Cancel', references: OTHER }, info: null }), 'accepted'],
  ['an Update without info', capDocument({ alert: { msgType: 'Update', references: OTHER }, info: null }), 'accepted'],
  ['an Alert without info', capDocument({ info: null }), 'accepted'],
  ['an Alert with references', alert({ references: OTHER }), 'accepted'],
  ['an Ack', capDocument({ alert: { msgType: 'Ack', references: OTHER }, info: null }), 'accepted'],
  ['an Error', capDocument({ alert: { msgType: 'Error', references: OTHER }, info: null }), 'accepted'],
  ['an Exercise', alert({ status: 'Exercise' }), 'accepted'],
  ['a Test', alert({ status: 'Test' }), 'accepted'],
  ['a System message', alert({ status: 'System' }), 'accepted'],
  ['a Restricted one without its restriction', alert({ scope: 'Restricted' }), 'accepted'],
  ['a Private one without addresses', alert({ scope: 'Private' }), 'accepted'],
];

const AREAS: Case[] = [
  ['no area', capDocument({ area: '' }), 'accepted'],
  ['an area by name only', area(''), 'accepted'],
  ['an empty polygon', area('<polygon/>'), 'accepted'],
  ['an empty circle', area('<circle/>'), 'accepted'],
  ['an open polygon', polygon('36.0,107.5 36.0,108.0 35.5,108.0'), 'accepted'],
  ['a polygon of two points', polygon('36.0,107.5 36.0,108.0'), 'held'],
  ['a polygon of one point', polygon('36.0,107.5'), 'held'],
  ['a polygon of one point four times', polygon('36,107 36,107 36,107 36,107'), 'held'],
  ['a polygon on one line', polygon('36,107 36,108 36,109 36,107'), 'held'],
  ['a swapped polygon', polygon('107.5,36.0 108.0,36.0 108.0,35.5 107.5,36.0'), 'accepted'],
  ['a polygon without numbers', polygon('...'), 'held'],
  ['a polygon of NaN', polygon('NaN,107.5 36.0,108.0 35.5,108.0 NaN,107.5'), 'held'],
  ['a polygon of 1e309', polygon('1e309,107.5 36.0,108.0 35.5,108.0 1e309,107.5'), 'held'],
  ['a polygon with an odd number', polygon('36.0,107.5 36.0,108.0 35.5 36.0,107.5'), 'held'],
  ['a polygon beyond the pole', polygon('95,100 96,101 95,102 95,100'), 'held'],
  ['a polygon beyond all longitudes', polygon('36,207 36,208 35,208 36,207'), 'accepted'],
  ['a polygon with semicolons', polygon('36.0,107.5;36.0,108.0;35.5,108.0;36.0,107.5'), 'accepted'],
  ['a polygon with spaces behind commas', polygon('36.0, 107.5 36.0, 108.0 35.5, 108.0 36.0, 107.5'), 'accepted'],
  ['a polygon on many lines', polygon(`\n${RING.replaceAll(' ', '\n\t')}\n`), 'accepted'],
  ['a polygon that crosses itself', polygon('36,107 35,108 36,108 35,107 36,107'), 'accepted'],
  ['a polygon that repeats a point', polygon('36.0,107.5 36.0,107.5 36.0,108.0 35.5,108.0 36.0,107.5'), 'accepted'],
  ['a polygon across the date line', polygon('10,179 10,-179 12,-179 12,179 10,179'), 'accepted'],
  ['a broken polygon beside a good one', area(`<polygon>x</polygon><polygon>${RING}</polygon>`), 'accepted'],
  ['a broken polygon beside a circle', area('<polygon>x</polygon><circle>36,107 5</circle>'), 'accepted'],
  [
    'a broken polygon beside a code',
    area('<polygon>x</polygon><geocode><valueName>FIPS</valueName><value>1</value></geocode>'),
    'accepted',
  ],
  [
    'a broken polygon beside an empty code',
    area('<polygon>x</polygon><geocode><valueName>FIPS</valueName><value/></geocode>'),
    'held',
  ],
  [
    'a broken area beside a good one',
    capDocument({ infoExtra: '<area><areaDesc>Q</areaDesc><polygon>x</polygon></area>' }),
    'held',
  ],
  ['a circle', circle('36,107 5'), 'accepted'],
  ['a circle as a point', circle('36,107 0'), 'accepted'],
  ['a swapped circle', circle('107,36 5'), 'accepted'],
  ['a circle with a negative radius', circle('36,107 -5'), 'held'],
  ['a circle without a radius', circle('36,107'), 'held'],
  ['a circle around the earth', circle('36,107 50000'), 'held'],
  ['a circle in words', circle('five km around Qingcheng'), 'held'],
  ['a circle of infinity', circle('36,107 Infinity'), 'held'],
  [
    'a polygon after the geocode',
    area(`<geocode><valueName>S</valueName><value>1</value></geocode><polygon>${RING}</polygon>`),
    'accepted',
  ],
  ['an altitude in words', area(`<polygon>${RING}</polygon><altitude>high</altitude>`), 'accepted'],
  [
    'a ceiling below its altitude',
    area(`<polygon>${RING}</polygon><altitude>9</altitude><ceiling>1</ceiling>`),
    'accepted',
  ],
  ['no areaDesc', capDocument({ area: `<polygon>${RING}</polygon>` }), 'accepted'],
];

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const BYTES: Case[] = [
  ['nothing', '', 'rejected'],
  ['white space', ' \n ', 'rejected'],
  ['words', 'heavy rain in Qingcheng', 'rejected'],
  ['a page', '<!DOCTYPE html><html><body>Not found</body></html>', 'rejected'],
  ['a page without a type', '<html><body><h1>404</h1></body></html>', 'rejected'],
  ['a DOCTYPE without entities', `<!DOCTYPE alert>${bare}`, 'rejected'],
  ['a DOCTYPE behind a comment', `<!-- --><!DOCTYPE alert SYSTEM "x.dtd">${bare}`, 'rejected'],
  ['a DOCTYPE in small letters', `<!doctype alert>${bare}`, 'rejected'],
  ['an entity bomb', `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${info({ event: '&b;' })}`, 'rejected'],
  ['an entity that nobody has declared', info({ event: '&uuml;' }), 'rejected'],
  ['a bare ampersand', info({ event: 'Rain & wind' }), 'rejected'],
  ['a bare angle bracket', info({ event: 'Rain < 5' }), 'rejected'],
  ['a missing end tag', bare.replace('</info>', ''), 'rejected'],
  ['a second root', `${bare}${bare}`, 'rejected'],
  ['words behind the root', `${bare}the end`, 'rejected'],
  ['a NUL', bare.replace('Heavy', 'Hea\0vy'), 'rejected'],
  ['a control character', bare.replace('Heavy', 'Hea\u0001vy'), 'rejected'],
  [
    'a prefix without a namespace',
    bare.replace('<alert ', '<cap:alert ').replace('</alert>', '</cap:alert>'),
    'rejected',
  ],
  ['the same attribute twice', bare.replace('<info>', '<info a="1" a="2">'), 'rejected'],
  ['10,000 levels', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`, 'rejected'],
  ['a byte order mark and a declaration', `\ufeff<?xml version="1.0"?>${bare}`, 'accepted'],
  ['UTF-16 with its mark', Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${bare}`, 'utf16le'), 'accepted'],
  ['an unknown encoding', `<?xml version="1.0" encoding="x-none"?>${bare}`, 'rejected'],
  [
    'Latin-1 as declared',
    latin1(`<?xml version="1.0" encoding="iso8859-1"?>${info({ event: 'Temp\u00eate' })}`),
    'accepted',
  ],
  [
    'Latin-1 undeclared',
    latin1(info({ event: 'Temp\u00eate', description: 'D\u00e9g\u00e2ts pr\u00e9vus' })),
    'accepted',
  ],
  ['XML 1.1', `<?xml version="1.1"?>${bare}`, 'accepted'],
  ['a style sheet', `<?xml-stylesheet href="a.xsl" type="text/xsl"?>${bare}`, 'accepted'],
  [
    'a schema',
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="alert"><xs:complexType/></xs:element></xs:schema>',
    'rejected',
  ],
  ['prefixes everywhere', bare.replace(/<(\/?)(\w)/g, '<$1c:$2').replace('xmlns=', 'xmlns:c='), 'accepted'],
  ['a namespace with a last slash', capDocument({ namespace: `${CAP}/` }), 'accepted'],
  ['a namespace in capitals', capDocument({ namespace: CAP.toUpperCase() }), 'accepted'],
  ['a namespace of a version to come', capDocument({ namespace: 'urn:oasis:names:tc:emergency:cap:1.3' }), 'held'],
  ['the namespace of 1.1', capDocument({ namespace: 'urn:oasis:names:tc:emergency:cap:1.1' }), 'accepted'],
  [
    'the namespace of 1.0',
    capDocument({ namespace: 'http://www.incident.com/cap/1.0', info: { language: 'en-US' } }),
    'accepted',
  ],
  ['a root in capitals', bare.replaceAll('alert>', 'Alert>').replace('<alert ', '<Alert '), 'accepted'],
];

const MARKUP: Case[] = [
  ['HTML in the text', info({ description: '&lt;p&gt;Rain&lt;/p&gt;&lt;br/&gt;' }), 'accepted'],
  ['elements of HTML in the text', info({ description: '<p>Rain</p>' }), 'accepted'],
  ['an injection', info({ headline: "'; drop table messages; --" }), 'accepted'],
  ['a script', info({ headline: '&lt;script&gt;alert(1)&lt;/script&gt;' }), 'accepted'],
  ['a header in a key', alert({ identifier: 'ID-1&#13;&#10;X: y' }), 'accepted'],
  ['a language that is a word', info({ language: 'romanian' }), 'accepted'],
  ['a language of another script than the text', info({ language: 'en-US', headline: '暴雨红色预警' }), 'accepted'],
  ['no language', info({ language: null }), 'accepted'],
  ['an element of nobody', inAlert('<priority>1</priority>'), 'accepted'],
  ['an element of a foreign namespace', inAlert('<x:y xmlns:x="urn:x">1</x:y>'), 'accepted'],
  ['words between elements', inAlert('stray'), 'accepted'],
  ['info before the rest', bare.replace(/(<identifier>.*)(<info>.*<\/info>)/, '$2$1'), 'accepted'],
  ['an empty info', inAlert('<info/>'), 'accepted'],
  ['many infos', inAlert(/<info>.*<\/info>/.exec(bare)![0].repeat(30)), 'accepted'],
  ['empty optional elements', inAlert('<note/><incidents/><addresses/><code/><restriction/>'), 'accepted'],
  ['a parameter without a value', inInfo('<parameter><valueName>x</valueName><value/></parameter>'), 'accepted'],
  ['a parameter without a name', inInfo('<parameter><value>x</value></parameter>'), 'accepted'],
  ['a resource without anything', inInfo('<resource/>'), 'accepted'],
  ['a web address without a scheme', info({ web: 'www.example.org/a' }), 'accepted'],
  ['a space in the sender', alert({ sender: 'Met Office' }), 'accepted'],
  ['a comma in the identifier', alert({ identifier: 'a,b' }), 'accepted'],
  ['a key of 10,000 letters', alert({ identifier: 'x'.repeat(10_000) }), 'held'],
  ['a description of 100,000 letters', info({ description: 'x'.repeat(100_000) }), 'accepted'],
];

const UNFINISHED: Case[] = [
  ['a template by its key', alert({ identifier: '{{ id }}' }), 'rejected'],
  ['a template by its sender', alert({ sender: '${sender}' }), 'rejected'],
  ['a template by its time', alert({ sent: '%SENT%' }), 'rejected'],
  [
    'a template by several fields',
    info({ event: '{{event}}', headline: '{{headline}}', description: '{{text}}' }),
    'rejected',
  ],
  ['a form with nothing in it', alert({ identifier: '', sender: '', sent: '' }), 'rejected'],
  ['one field that was left over in a real alert', info({ headline: '{{headline}}' }), 'held'],
  [
    'a real alert about a template',
    info({ headline: 'Template string value', description: 'Use {{name}} and %ID%.' }),
    'accepted',
  ],
  ['a real alert about a percentage', info({ headline: '50% chance of rain, 100% sure' }), 'accepted'],
  ['a real alert about a draft', info({ headline: 'Draft of cold air; draft ships beware' }), 'accepted'],
  ['a real alert about a test', info({ headline: 'Test your smoke alarm. This is not an exercise.' }), 'accepted'],
  ['a real alert from string@example', alert({ sender: 'string@example.org', identifier: 'text-1' }), 'accepted'],
  ['a draft', alert({ status: 'Draft' }), 'held'],
  ['a draft with an empty urgency', capDocument({ alert: { status: 'Draft' }, info: { urgency: '' } }), 'held'],
  ['a draft without a category', capDocument({ alert: { status: 'Draft' }, info: { category: null } }), 'held'],
  [
    'a draft with an element of the office’s own',
    capDocument({ alert: { status: 'Draft' }, alertExtra: '<desk>1</desk>' }),
    'held',
  ],
  [
    'a draft with an invented severity',
    capDocument({ alert: { status: 'Draft' }, info: { severity: 'Dreadful' } }),
    'rejected',
  ],
  ['a draft with an invented message type', alert({ status: 'Draft', msgType: 'Trial' }), 'rejected'],
  [
    'a draft with an invented time',
    capDocument({ alert: { status: 'Draft' }, info: { expires: 'tomorrow' } }),
    'rejected',
  ],
];

const entry = (inner: string) =>
  `<entry><id>1</id><title>1</title><updated>2026-07-10T11:00:00Z</updated>${inner}</entry>`;
const atom = (inner: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>f</title><updated>2026-07-10T11:00:00Z</updated>${inner}</feed>`;
const rss = (inner: string) =>
  `<rss version="2.0"><channel><title>f</title><link>https://cap.example/</link><description>f</description>${inner}</channel></rss>`;
const content = (inner: string) => entry(`<content type="text/xml">${inner}</content>`);
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const heldAlert = alert({ status: null });
const feature = (more: object = {}, geometry: unknown = null) => ({
  type: 'Feature',
  geometry,
  properties: {
    id: 'urn:1',
    sender: 'w@example',
    sent: '2026-07-10T11:00:00+00:00',
    status: 'Actual',
    messageType: 'Alert',
    scope: 'Public',
    category: 'Met',
    event: 'Rain',
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    areaDesc: 'Q',
    expires: '2026-07-11T00:00:00+00:00',
    geocode: { UGC: ['X1'] },
    ...more,
  },
});
const json = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const ringOf = (...points: [number, number][]) => ({ type: 'Polygon', coordinates: [points] });

const CONTAINERS: Case[] = [
  ['Atom with an alert', atom(content(bare)), 'accepted'],
  ['Atom with an alert as text', atom(entry(`<content type="text">${escaped(bare)}</content>`)), 'accepted'],
  ['Atom with an alert in CDATA', atom(entry(`<content><![CDATA[${bare}]]></content>`)), 'accepted'],
  ['Atom with links', atom(entry('<link href="https://cap.example/1"/>')), 'index'],
  [
    'Atom with links whose entries say what CAP says',
    atom(
      entry(
        '<link href="https://cap.example/1"/><cap:event xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">Rain</cap:event>',
      ),
    ),
    'index',
  ],
  ['Atom without entries', atom(''), 'index'],
  ['Atom with a good and a held alert', atom(content(bare) + content(heldAlert)), 'partly-accepted'],
  ['Atom with held alerts only', atom(content(heldAlert)), 'held'],
  ['Atom with an entry of nothing beside a good one', atom(content(bare) + entry('')), 'partly-accepted'],
  ['RSS with an alert', rss(`<item><title>1</title><description>${escaped(bare)}</description></item>`), 'accepted'],
  ['RSS with links', rss('<item><title>1</title><link>https://cap.example/1</link></item>'), 'index'],
  ['RSS without items', rss(''), 'index'],
  ['a list', `<alerts>${bare}${bare.replace('ID-1', 'ID-2')}</alerts>`, 'accepted'],
  ['a list with a rejected alert', `<alerts>${bare}${alert({ identifier: '{{id}}' })}</alerts>`, 'partly-accepted'],
  ['a list of nothing', '<alerts/>', 'rejected'],
  [
    'EDXL',
    `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionID>1</distributionID><contentObject><xmlContent><embeddedXMLContent>${bare}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>`,
    'accepted',
  ],
  [
    'EDXL without an alert',
    '<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionID>1</distributionID></EDXLDistribution>',
    'rejected',
  ],
  [
    'EDXL with a held alert beside a good one',
    `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><contentObject>${bare}</contentObject><contentObject>${heldAlert}</contentObject></EDXLDistribution>`,
    'held',
  ],
  [
    'SOAP',
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><postAlert>${bare}</postAlert></s:Body></s:Envelope>`,
    'accepted',
  ],
  [
    'SOAP with a fault',
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault/></s:Body></s:Envelope>',
    'rejected',
  ],
  ['an alert in an alert', inAlert(bare), 'accepted'],
  ['GeoJSON of the US weather service', json(feature()), 'accepted'],
  ['GeoJSON with a polygon', json(feature({}, ringOf([107.5, 36], [108, 36], [108, 35.5], [107.5, 36]))), 'accepted'],
  ['GeoJSON with one held', json(feature(), feature({ status: 'Perhaps' })), 'partly-accepted'],
  ['GeoJSON with a status that is no text', json(feature({ status: { a: 1 } })), 'held'],
  ['GeoJSON with an Update of nothing', json(feature({ messageType: 'Update' })), 'held'],
  ['GeoJSON without features', json(), 'index'],
  ['JSON that is cut off', json(feature()).slice(0, 200), 'rejected'],
  ['JSON about something else', '{"rain": true}', 'rejected'],
  ['JSON with a prototype', '{"__proto__": {"a": 1}}', 'rejected'],
  ['JSON of 10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'rejected'],
];

const chinese = (
  fields: CapFields,
  infoFields: CapFields = {},
  place = '<areaDesc>庆城县</areaDesc><geocode>621021000000</geocode>',
) =>
  capDocument({
    namespace: 'http://com.icss.amp',
    alert: {
      identifier: '62102141600000_20260710190000',
      sender: '62102141600000',
      sent: null,
      sendTime: '2026-07-10 19:00:00',
      msgType: 'Alert',
      ...fields,
    },
    info: {
      category: null,
      event: null,
      eventType: '11B03',
      severity: 'Red',
      language: 'zh-CN',
      expires: '2026-07-11 08:00:00',
      headline: '庆城县气象台发布暴雨红色预警',
      ...infoFields,
    },
    area: place,
  });
const CHINESE: Case[] = [
  ['an alert', chinese({}), 'accepted'],
  ['one with its number', chinese({ identifier: '62102141600000_20260710190000_1' }), 'accepted'],
  ['one with an identifier of another form', chinese({ identifier: 'ABC' }), 'accepted'],
  ['a colour in Chinese', chinese({}, { severity: '红色' }), 'accepted'],
  ['a colour that nobody has', chinese({}, { severity: 'Purple' }), 'accepted'],
  ['VeryLikely', chinese({}, { certainty: 'VeryLikely' }), 'accepted'],
  [
    'an open polygon',
    chinese({}, {}, '<areaDesc>庆城县</areaDesc><polygon>36.0,107.5 36.0,108.0 35.5,108.0</polygon>'),
    'accepted',
  ],
  ['a circle in metres', chinese({}, {}, '<areaDesc>庆城县</areaDesc><circle>36,107.8 5000</circle>'), 'accepted'],
  [
    'an update of the first issue',
    chinese({ msgType: 'Update', references: '62102141600000_20260710180000' }),
    'accepted',
  ],
  ['an update of nothing', chinese({ msgType: 'Update' }), 'held'],
  ['no time of sending', chinese({ sendTime: null }), 'held'],
  ['a lone status', chinese({ status: '演练' }), 'held'],
];

describe.each([
  ['keys', KEYS],
  ['values of a list', ENUMERATED],
  ['times', TIMES],
  ['chains', CHAINS],
  ['areas', AREAS],
  ['bytes', BYTES],
  ['markup and texts', MARKUP],
  ['templates and drafts', UNFINISHED],
  ['containers', CONTAINERS],
  ['China’s profile', CHINESE],
])('nobody has seen: %s', (_, cases) => {
  it.each(cases)('%s', (_, given, verdict) => {
    expect([classOf(given), judged(given).findings.map(({ code }) => code)]).toEqual([verdict, expect.any(Array)]);
  });
});
