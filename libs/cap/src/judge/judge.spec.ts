import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, type Judgement } from './judge';

const SAMPLES = join(__dirname, '../../samples');
const NOW = new Date('2026-07-10T11:10:00Z');

function sample(name: string): string {
  return readFileSync(join(SAMPLES, `${name}.xml`), 'utf8');
}

function judged(text: string, now = NOW): Judgement {
  return judge(Buffer.from(text, 'utf8'), { now });
}

function codes(judgement: Judgement): string[] {
  return judgement.findings.map((finding) => finding.code);
}

const RED = sample('rainstorm-red-qingcheng');
/** The sample with one piece of text replaced; fails when the piece is not there. */
function changed(from: string, to: string): string {
  if (!RED.includes(from)) throw new Error(`sample lacks ${from}`);
  return RED.replaceAll(from, to);
}

describe('a well-formed CAP 1.2 warning', () => {
  it('is accepted without any finding', () => {
    expect(judged(RED)).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it('becomes the model: identity, times in UTC, both languages, area in GeoJSON order', () => {
    const { message } = judged(RED);
    expect(message).toMatchObject({
      profile: 'cap-1.2',
      identifier: '62102141600000_20260710183000',
      sender: 'Qingcheng_Meteorological_Observatory',
      sent: '2026-07-10T10:30:00.000Z',
      status: 'Actual',
      msgType: 'Alert',
      scope: 'Public',
      original: { '/alert/sent': '2026-07-10T18:30:00+08:00' },
    });
    expect(message?.infos.map((info) => info.language)).toEqual(['zh-CN', 'en']);
    expect(message?.infos[0]).toMatchObject({
      event: '暴雨',
      colour: 'red',
      severity: 'Extreme',
      expires: '2026-07-10T22:30:00.000Z',
      eventCodes: [{ valueName: 'GB/T 35965.1', value: '11B03' }],
      areas: [
        {
          areaDesc: '庆城县',
          polygons: [
            [
              [107.7, 36.1],
              [108, 36.1],
              [108, 35.9],
              [107.7, 35.9],
              [107.7, 36.1],
            ],
          ],
          geocodes: [{ valueName: 'CPEAS Geographic Code', value: '621021000000' }],
        },
      ],
    });
  });

  it('is read by prefix, with its reference as a triple and its circle in metres', () => {
    const judgement = judged(sample('rainstorm-update-qingcheng'), new Date('2026-07-10T14:00:00Z'));
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.message?.references).toEqual([
      {
        sender: 'Qingcheng_Meteorological_Observatory',
        identifier: '62102141600000_20260710183000',
        sent: '2026-07-10T10:30:00.000Z',
      },
    ]);
    expect(judgement.message?.infos[0]?.areas[0]?.circles).toEqual([{ lat: 36.05, lon: 107.85, radiusMetres: 12500 }]);
  });

  it('may be a cancel without any info block', () => {
    const judgement = judged(sample('rainstorm-cancel-qingcheng'), new Date('2026-07-11T00:00:00Z'));
    expect(judgement).toMatchObject({ verdict: 'accepted', message: { msgType: 'Cancel', infos: [] } });
  });
});

describe('older versions', () => {
  it('reads CAP 1.0: bare name=value codes, Very Likely, no language', () => {
    const judgement = judged(sample('drought-cap-1-0'), new Date('2026-05-02T02:00:00Z'));
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.message?.infos[0]).toMatchObject({
      certainty: 'Likely',
      language: 'en-US',
      eventCodes: [{ valueName: 'GB/T 35965.1', value: '11B22' }],
      areas: [{ geocodes: [{ valueName: 'CPEAS Geographic Code', value: '621022000000' }] }],
    });
  });

  it('reads CAP 1.1, where Z and fractions of a second are allowed', () => {
    const judgement = judged(sample('gale-cap-1-1'), new Date('2026-04-11T16:00:00Z'));
    expect(judgement).toMatchObject({ verdict: 'accepted', message: { sent: '2026-04-11T15:00:00.000Z' } });
    expect(judgement.message?.infos[0]?.expires).toBe('2026-04-12T15:00:00.500Z');
  });
});

describe("China's profile", () => {
  const judgement = judged(sample('flash-flood-chinese-profile'));

  it('is accepted, and every conversion is a finding with what stood there', () => {
    expect(judgement.verdict).toBe('accepted');
    const converted = judgement.findings.filter((finding) => finding.code.startsWith('cn.'));
    expect(converted.map((finding) => finding.path)).toEqual(
      expect.arrayContaining([
        '/alert/info[1]/severity',
        '/alert/info[1]/certainty',
        '/alert/info[1]/area[1]/polygon[1]',
        '/alert/info[1]/area[1]/circle[1]',
      ]),
    );
    expect(judgement.message?.original['/alert/info[1]/severity']).toBe('Orange');
  });

  it('maps colour, sendTime, open polygon, circle in metres and bare division codes to the one model', () => {
    expect(judgement.message).toMatchObject({
      profile: 'cn',
      sent: '2026-07-10T11:05:00.000Z',
      sender: '华池县水务局',
    });
    expect(judgement.message?.infos[0]).toMatchObject({
      colour: 'orange',
      severity: 'Severe',
      certainty: 'Likely',
      categories: ['Met'],
      event: '11A51',
      eventCodes: [{ valueName: 'eventType', value: '11A51' }],
      areas: [
        {
          circles: [{ lat: 36.46, lon: 107.99, radiusMetres: 3000 }],
          geocodes: [{ valueName: 'GB/T 2260', value: '621023100000,621023104000' }],
        },
      ],
    });
    const ring = judgement.message?.infos[0]?.areas[0]?.polygons[0];
    expect(ring).toHaveLength(5);
    expect(ring?.[0]).toEqual(ring?.[4]);
  });

  it('names the first issue by identifier alone', () => {
    const update = sample('flash-flood-chinese-profile')
      .replace('<msgType>Alert', '<msgType>Update')
      .replace('<scope>', '<references>62102333200000_20260710150000_0</references><scope>');
    expect(judged(update).message?.references).toEqual([{ identifier: '62102333200000_20260710150000_0' }]);
  });
});

describe('what identifies and places a message', () => {
  it.each(['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'])('without %s it is held', (name) => {
    const text = RED.replace(new RegExp(`<${name}>[^<]*</${name}>`), '');
    expect(judged(text).verdict).toBe('held');
  });

  it.each([
    ['status', 'Real', 'cap.status-missing'],
    ['msgType', 'News', 'cap.msg-type-missing'],
    ['scope', 'World', 'cap.scope-missing'],
  ])('with a %s of "%s" it is held', (name, value, code) => {
    const judgement = judged(RED.replace(new RegExp(`<${name}>[^<]*`), `<${name}>${value}`));
    expect(judgement.verdict).toBe('held');
    expect(codes(judgement)).toContain(code);
  });

  it('two different statuses in one message are held, for nobody knows which one counts', () => {
    const judgement = judged(changed('<status>Actual</status>', '<status>Actual</status><status>Test</status>'));
    expect(judgement.verdict).toBe('held');
    expect(codes(judgement)).toContain('cap.element-contradicting');
  });

  it('wrong letter case and white space are repaired with a warning', () => {
    const judgement = judged(changed('<status>Actual', '<status> actual\n'));
    expect(judgement).toMatchObject({ verdict: 'accepted-with-warnings', message: { status: 'Actual' } });
  });

  it('a draft is held', () => {
    expect(judged(changed('>Actual<', '>Draft<')).verdict).toBe('held');
  });

  it('a missing or foreign namespace is held, a misspelt one repaired', () => {
    expect(judged(changed(' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', '')).verdict).toBe('held');
    expect(judged(changed('emergency:cap:1.2', 'emergency:alerts:1.2')).verdict).toBe('held');
    expect(
      judged(changed('urn:oasis:names:tc:emergency:cap:1.2', 'URN:OASIS:names:tc:emergency:cap:1.2/')).verdict,
    ).toBe('accepted-with-warnings');
  });

  it('a template that nobody filled in is rejected', () => {
    expect(judged(changed('62102141600000_20260710183000', '{{ identifier }}')).verdict).toBe('rejected');
  });

  it('missing urgency, severity, certainty and category become Unknown', () => {
    const text = RED.replace(/<(urgency|severity|certainty|category)>[^<]*<\/\1>/g, '');
    const judgement = judged(text);
    expect(judgement.verdict).toBe('accepted-with-warnings');
    expect(judgement.message?.infos[1]).toMatchObject({
      urgency: 'Unknown',
      severity: 'Unknown',
      certainty: 'Unknown',
      categories: ['Unknown'],
    });
  });

  it('elements out of order and invented elements are read by name, with a warning', () => {
    const judgement = judged(
      changed('<expires>', '<Type>x</Type><expires>')
        .replace('<language>en</language>', '')
        .replace('<event>Rainstorm</event>', '<event>Rainstorm</event><language>en</language>'),
    );
    expect(judgement.verdict).toBe('accepted-with-warnings');
    expect(codes(judgement)).toEqual(expect.arrayContaining(['cap.element-order', 'cap.element-unknown']));
  });
});

describe('references', () => {
  const update = (references: string) =>
    judged(
      changed('<msgType>Alert', '<msgType>Update').replace(
        '</scope>',
        `</scope><references>${references}</references>`,
      ),
    );

  it('an update that names nothing, or only itself, is held', () => {
    expect(update('').verdict).toBe('held');
    const self = 'Qingcheng_Meteorological_Observatory,62102141600000_20260710183000,2026-07-10T18:30:00+08:00';
    expect(codes(update(self))).toEqual(
      expect.arrayContaining(['cap.followup-names-nothing', 'cap.reference-to-itself']),
    );
  });

  it('one message named twice counts once', () => {
    const one = 'a@b,1,2026-07-10T08:00:00+08:00';
    expect(update(`${one} ${one}`).message?.references).toHaveLength(1);
  });

  it('a sender with a space in its name does not tear the triple apart', () => {
    const judgement = update('IMD Region,id-1,2026-07-10T08:00:00+08:00 x,id-2,2026-07-10T09:00:00+08:00');
    expect(judgement.message?.references.map(({ sender, identifier }) => [sender, identifier])).toEqual([
      ['IMD Region', 'id-1'],
      ['x', 'id-2'],
    ]);
  });

  it('a reference without its time is kept, with a warning', () => {
    const judgement = update('some-identifier');
    expect(judgement).toMatchObject({
      verdict: 'accepted-with-warnings',
      message: { references: [{ identifier: 'some-identifier' }] },
    });
  });
});

describe('times', () => {
  const sentAs = (text: string, now = NOW) => judged(RED.replace(/<sent>[^<]*/, `<sent>${text}`), now);

  it.each([
    ['2026-07-10T10:30:00-00:00', '2026-07-10T10:30:00.000Z', 'accepted'],
    ['2026-07-10T10:30:00Z', '2026-07-10T10:30:00.000Z', 'accepted-with-warnings'],
    ['2026-07-10 18:30:00+08:00', '2026-07-10T10:30:00.000Z', 'accepted-with-warnings'],
    ['2026-07-10T18:30:00.25+0800', '2026-07-10T10:30:00.250Z', 'accepted-with-warnings'],
    ['2026-07-09T24:00:00+08:00', '2026-07-09T16:00:00.000Z', 'accepted'],
    ['2026-06-30T23:59:60-00:00', '2026-07-01T00:00:00.000Z', 'accepted-with-warnings'],
  ])('%s is %s', (text, instant, verdict) => {
    expect(sentAs(text)).toMatchObject({ verdict, message: { sent: instant } });
  });

  it('a time without offset takes the one that the other times of the message agree on', () => {
    const judgement = sentAs('2026-07-10T18:30:00');
    expect(judgement).toMatchObject({
      verdict: 'accepted-with-warnings',
      message: { sent: '2026-07-10T10:30:00.000Z' },
    });
  });

  it.each(['yesterday', '10/07/2026', '2026-02-30T00:00:00+08:00', '2026-07-10', '2026-07-10T25:00:00+08:00', '1'])(
    'a sent of "%s" is held, never guessed',
    (text) => {
      expect(sentAs(text).verdict).toBe('held');
    },
  );

  it('a Buddhist year, or anything more than a day ahead, is held', () => {
    expect(codes(sentAs('2569-07-10T18:30:00+07:00'))).toContain('cap.sent-in-future');
    expect(sentAs('2026-07-11T19:30:00+08:00').verdict).toBe('held');
    expect(sentAs('2026-07-11T18:30:00+08:00').verdict).not.toBe('held');
  });

  it('expiry not after sending is accepted and counts as run out; more than 30 days before is held', () => {
    const expires = (text: string) => judged(RED.replaceAll(/<expires>[^<]*/g, `<expires>${text}`));
    expect(codes(expires('2026-07-10T18:30:00+08:00'))).toEqual(
      expect.arrayContaining(['cap.expires-not-after-sent', 'cap.already-expired']),
    );
    expect(expires('2026-07-10T18:30:00+08:00').verdict).toBe('accepted-with-warnings');
    expect(expires('2016-07-10T18:30:00+08:00').verdict).toBe('held');
  });

  it('a warning that ran out before it arrived says so', () => {
    expect(codes(judged(RED, new Date('2026-07-12T00:00:00Z')))).toContain('cap.already-expired');
  });
});

describe('text', () => {
  it('HTML and entities that were escaped twice become plain text, and the original is kept', () => {
    const judgement = judged(changed('请立即按预案转移', '&lt;b&gt;请&lt;/b&gt;立即&lt;br/&gt;A &amp;amp; B &lt; C'));
    expect(judgement.message?.infos[0]?.instruction).toBe('请立即\nA & B < C沟道、河滩和崖窑住户。');
    expect(judgement.message?.original['/alert/info[1]/instruction']).toContain('<br/>');
  });

  it('characters that turn the direction of writing are removed', () => {
    const judgement = judged(changed('<event>Rainstorm', '<event>\u202eRainstorm'));
    expect(judgement).toMatchObject({ verdict: 'accepted-with-warnings' });
    expect(judgement.message?.infos[1]?.event).toBe('Rainstorm');
  });

  it('a language that is not given is not blindly English', () => {
    const judgement = judged(changed('<language>zh-CN</language>', ''));
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.message?.infos[0]?.language).toBe('zh');
  });

  it('a colour in the headline that contradicts the severity is not taken over', () => {
    const judgement = judged(changed('暴雨红色预警', '暴雨蓝色预警'));
    expect(judgement.message?.infos[0]?.colour).toBeUndefined();
    expect(codes(judgement)).toContain('cap.colour-contradicting');
  });
});
