import { newId } from '@libs/kernel';
import { startAlerting, type AlertingInTest } from '../../../../test/alerting/alerting-in-test';
import { capMessage, refersTo } from '../../../../test/alerting/cap-message';

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
