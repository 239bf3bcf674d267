import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, OFFICE, refersTo } from '../../../../test/alerting/cap-message';

let alerting: AlertingInTest;
beforeAll(async () => {
  alerting = await startAlerting();
});
beforeEach(() => alerting.events());
afterAll(() => alerting.stop());

type Text = Parameters<typeof capMessage>[0];
const HOUR = 3_600_000;
const area = (inner: string) => `<area><areaDesc>x</areaDesc>${inner}</area>`;
const polygon = (text: string) => area(`<polygon>${text}</polygon>`);
const replaced = (from: string | RegExp, to: string, text: Text = {}) => capMessage(text).replace(from, () => to);
const TRACE = /node_modules|\.[jt]s:\d+|at .+\(/;

interface Expected {
  outcome: 'warning' | 'held' | 'rejected' | 'kept' | 'ending';
  code?: string;
}

/** Hands it in: the answer is typed, in the audit log, without a trace of the code, and no more comes of it than is said. */
async function expectOf(document: string | Buffer, { outcome, code }: Expected) {
  const answer = await alerting.post(document);
  expect(answer.body).not.toMatch(TRACE);
  const { messageId, findings, outcome: became, ...body } = answer.json();
  expect([answer.statusCode, became ?? body.code]).toEqual(
    outcome === 'rejected' ? [422, 'message.rejected'] : [202, outcome],
  );
  if (code) expect(findings.map((finding: { code: string }) => finding.code)).toContain(code);
  const audited = await alerting.database.query('select details from alerting.audit_log where subject = $1', [
    messageId,
  ]);
  expect(audited).toHaveLength(1);
  const events = await alerting.events();
  if (outcome !== 'warning') expect(events.filter(({ type }) => /warning-issued/.test(type))).toEqual([]);
  return { body, findings, events };
}

describe('B4 bytes and characters', () => {
  it.each<[string, () => string | Buffer, Expected]>([
    ['invalid UTF-8', () => invalidUtf8(), { outcome: 'rejected', code: 'xml.encoding-invalid' }],
    ['UTF-16 without a mark', () => Buffer.from(capMessage(), 'utf16le'), { outcome: 'rejected', code: 'xml.nul' }],
    ['a NUL', () => replaced('暴雨', '暴\0雨'), { outcome: 'rejected', code: 'xml.nul' }],
    ['a control character', () => replaced('暴雨', '暴\u0007雨'), { outcome: 'rejected', code: 'xml.malformed' }],
    ['a lone surrogate', () => replaced('暴雨', '&#xD800;'), { outcome: 'rejected', code: 'xml.malformed' }],
    [
      'characters that turn the direction',
      () => replaced('暴雨</event>', '\u202e雨暴</event>'),
      { outcome: 'warning', code: 'cap.direction-characters' },
    ],
    [
      'an identifier of a thousand characters',
      () => capMessage({ identifier: newId().repeat(30) }),
      { outcome: 'held', code: 'cap.identifier-too-long' },
    ],
    [
      'a sender of a thousand characters',
      () => capMessage({ sender: 'x'.repeat(1000) }),
      { outcome: 'held', code: 'cap.sender-too-long' },
    ],
  ])('%s', async (_, document, expected) => {
    const { events } = await expectOf(document(), expected);
    expect(JSON.stringify(events)).not.toContain('\u202e');
  });
});

describe('B5 another language than CAP', () => {
  it.each<[string, () => string, Expected]>([
    ['no namespace', () => replaced(/ xmlns="[^"]+"/, ''), { outcome: 'held', code: 'cap.namespace-missing' }],
    [
      'a namespace that is none of CAP',
      () => replaced(/xmlns="[^"]+"/, 'xmlns="urn:example:cap:9"'),
      { outcome: 'held', code: 'cap.namespace-unknown' },
    ],
    [
      'an unknown element',
      () => replaced('<headline>', '<mood>grave</mood><headline>'),
      { outcome: 'warning', code: 'cap.element-unknown' },
    ],
    [
      'two statuses that contradict each other',
      () => replaced('<status>Actual', '<status>Test</status><status>Actual'),
      { outcome: 'held', code: 'cap.element-contradicting' },
    ],
    [
      'the same status twice',
      () => replaced('<status>', '<status>Actual</status><status>'),
      { outcome: 'warning', code: 'cap.element-repeated' },
    ],
  ])('%s', async (_, document, expected) => {
    await expectOf(document(), expected);
  });
});

describe('B8 times', () => {
  const at = (offset: number) => new Date(Date.now() + offset);
  it.each<[string, () => string, Expected & { state?: string }]>([
    ['sent in two days', () => capMessage({ sent: at(48 * HOUR) }), { outcome: 'held', code: 'cap.sent-in-future' }],
    [
      'in the Buddhist calendar',
      () => capMessage({ sent: at(543 * 365.2425 * 24 * HOUR) }),
      { outcome: 'held', code: 'cap.sent-in-future' },
    ],
    [
      'sent and run out a year ago',
      () => capMessage({ sent: at(-365 * 24 * HOUR) }),
      { outcome: 'warning', code: 'cap.already-expired', state: 'expired' },
    ],
    [
      'expires an hour before it was sent',
      () => capMessage({ expires: at(-HOUR) }),
      { outcome: 'warning', code: 'cap.expires-not-after-sent', state: 'expired' },
    ],
    [
      'expires two months before it was sent',
      () => capMessage({ expires: at(-60 * 24 * HOUR) }),
      { outcome: 'held', code: 'cap.expires-long-before-sent' },
    ],
    [
      'never runs out',
      () => capMessage({ expires: null }),
      { outcome: 'warning', code: 'cap.expires-missing', state: 'in-force' },
    ],
    [
      'sent at no time at all',
      () => replaced(/<sent>[^<]*/, '<sent>yesterday'),
      { outcome: 'held', code: 'cap.sent-missing' },
    ],
    [
      'sent in a month of its own',
      () => replaced(/<sent>[^<]*/, '<sent>2026-13-01T00:00:00+08:00'),
      { outcome: 'held', code: 'cap.sent-missing' },
    ],
    [
      'with Z',
      () => replaced(/(<sent>[^+<]*)\+08:00/, `<sent>${at(-HOUR).toISOString().slice(0, 19)}Z`),
      { outcome: 'warning', code: 'cap.time-zulu' },
    ],
  ])('%s', async (_, document, { state, ...expected }) => {
    const { body } = await expectOf(document(), expected);
    if (state) {
      const warning = (await alerting.get(`/api/alerting/warnings/${body.warningId}`)).json();
      expect(warning.state).toBe(state);
    }
  });
});

describe('B9, B10 areas: one that is missing or cannot be read never means everywhere', () => {
  it.each<[string, string, Expected]>([
    ['no area', '', { outcome: 'warning', code: 'cap.area-missing' }],
    ['two points', polygon('36.1,107.7 36.1,108.0'), { outcome: 'held', code: 'cap.area-unreadable' }],
    ['no surface', polygon('36,107 36,108 36,109 36,107'), { outcome: 'held', code: 'cap.area-unreadable' }],
    ['NaN', polygon('NaN,107 36,108 37,108 NaN,107'), { outcome: 'held', code: 'cap.area-unreadable' }],
    ['1e309', polygon('1e309,107 36,108 37,108 1e309,107'), { outcome: 'held', code: 'cap.area-unreadable' }],
    ['beyond the poles', polygon('136,207 136,208 137,208 136,207'), { outcome: 'held', code: 'cap.area-unreadable' }],
    ['open', polygon('36.1,107.7 36.1,108.0 35.9,108.0'), { outcome: 'warning', code: 'cap.polygon-closed' }],
    [
      'crossing itself',
      polygon('36,107 37,108 37,107 36,108 36,107'),
      { outcome: 'warning', code: 'cap.polygon-self-crossing' },
    ],
    [
      'swapped',
      polygon('107.7,36.1 108.0,36.1 108.0,35.9 107.7,36.1'),
      { outcome: 'warning', code: 'cap.polygon-swapped' },
    ],
    ['a negative radius', area('<circle>36,107 -5</circle>'), { outcome: 'held', code: 'cap.area-unreadable' }],
    [
      'a radius of a million kilometres',
      area('<circle>36,107 1000000</circle>'),
      { outcome: 'held', code: 'cap.area-unreadable' },
    ],
    [
      'an unknown geocode',
      area('<geocode><valueName>MOOD</valueName><value>grave</value></geocode>'),
      { outcome: 'warning' },
    ],
  ])('%s', async (_, text, expected) => {
    const { events } = await expectOf(capMessage({ area: text }), expected);
    const [issued] = events.filter(({ type }) => /warning-issued/.test(type));
    if (!issued) return;
    const [west = 0, south = 0, east = 0, north = 0] = issued.data.area.bbox ?? [];
    expect(Math.max(east - west, north - south)).toBeLessThan(5);
    expect(issued.data.area.divisionCodes).toEqual([]);
  });

  it('a code that contradicts the polygon goes out beside it, and neither grows', async () => {
    const elsewhere = area(
      '<polygon>36.1,107.7 36.1,108.0 35.9,108.0 36.1,107.7</polygon><geocode><valueName>CPEAS Geographic Code</valueName><value>510100000000</value></geocode>',
    );
    const { events } = await expectOf(capMessage({ area: elsewhere }), { outcome: 'warning' });
    expect(events[0]?.data.area).toMatchObject({ bbox: [107.7, 35.9, 108, 36.1], divisionCodes: ['510100'] });
  });
});

describe('B11 contradictions', () => {
  it.each<[string, Text, Expected]>([
    ['an Update that names nothing', { msgType: 'Update' }, { outcome: 'held', code: 'cap.followup-names-nothing' }],
    [
      'a Cancel that names nothing',
      { msgType: 'Cancel', info: null },
      { outcome: 'held', code: 'cap.followup-names-nothing' },
    ],
    [
      'a Cancel of what nobody knows',
      { msgType: 'Cancel', info: null, references: refersTo(newId()) },
      { outcome: 'ending', code: 'alerting.named-warning-awaited' },
    ],
    [
      'an Update of a warning of another office',
      { msgType: 'Update', references: refersTo(newId(), 'Somebody_Else') },
      { outcome: 'held', code: 'alerting.foreign-reference' },
    ],
    ['a draft', { status: 'Draft' }, { outcome: 'held', code: 'cap.status-draft' }],
    ['two words for one status', { status: 'Actual Test' }, { outcome: 'held', code: 'cap.status-missing' }],
  ])('%s', async (_, text, expected) => {
    await expectOf(capMessage(text), expected);
  });

  it('a Cancel of a warning that has been cancelled, or has run out, has no second effect', async () => {
    const [first, old] = [newId(), newId()];
    await alerting.post(capMessage({ identifier: first }));
    await alerting.post(capMessage({ identifier: old, sent: new Date(Date.now() - 48 * HOUR) }));
    const cancel = (identifier: string) =>
      capMessage({ msgType: 'Cancel', info: null, references: refersTo(identifier) });
    await alerting.post(cancel(first));
    await alerting.events();
    for (const identifier of [first, old]) {
      const { events } = await expectOf(cancel(identifier), {
        outcome: 'ending',
        code: 'alerting.named-warning-ended',
      });
      expect(events).toEqual([]);
    }
  });
});

describe('B13 injection', () => {
  const STRINGS = [
    `'; drop table alerting.warnings; --`,
    '${jndi:ldap://127.0.0.1/x}',
    '{{constructor.constructor("return process")()}}',
    '<script>alert(1)</script>',
    '=HYPERLINK("http://x")',
    '../../../../etc/passwd',
    '%s%n%x',
    '__proto__',
    'a\r\nSet-Cookie: x=1',
  ];
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

  it.each(STRINGS)('%j is a text like any other', async (text) => {
    const headline = `${newId()} ${text}`;
    const { events, body } = await expectOf(capMessage({ headline: escaped(headline) }), { outcome: 'warning' });
    const [said] = text.split('\r');
    if (!text.startsWith('<script')) expect(events[0]?.data.headline).toContain(said);
    expect((await alerting.get(`/api/alerting/warnings/${body.warningId}`)).statusCode).toBe(200);
  });

  it.each(STRINGS)('%j as identifier and sender finds nothing but itself', async (text) => {
    const identifier = `${newId()}${text}`;
    const answer = await alerting.post(
      capMessage({ identifier: escaped(identifier), sender: escaped(`${OFFICE}${text}`) }),
    );
    expect([202, 422]).toContain(answer.statusCode);
    expect(answer.headers['set-cookie']).toBeUndefined();
    const list = await alerting.get(`/api/alerting/messages?filter[identifier]=${encodeURIComponent(identifier)}`);
    expect(list.statusCode).toBe(200);
    expect(list.json().items.length).toBeLessThanOrEqual(1);
  });
});

function invalidUtf8(): Buffer {
  const bytes = Buffer.from(capMessage());
  bytes[bytes.indexOf(Buffer.from('暴')) + 1] = 0x20;
  return bytes;
}
