import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../judge/judge';

const NOW = new Date('2026-07-10T11:10:00Z');
const RED = readFileSync(join(__dirname, '../../samples/rainstorm-red-qingcheng.xml'), 'utf8').replace(
  /^<\?xml[^>]*>\s*/,
  '',
);
const NAMELESS = RED.replace(/<status>[^<]*<\/status>/, '');
const judged = (text: string) => judge(Buffer.from(text), { now: NOW });
const codes = (text: string) => judged(text).findings.map((finding) => finding.code);

const atom = (...contents: string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>t</title><updated>2026-07-10T11:00:00Z</updated>${contents
    .map(
      (content, index) =>
        `<entry><id>${index}</id><title>t</title><updated>2026-07-10T11:00:00Z</updated>${content}</entry>`,
    )
    .join('')}</feed>`;
const inline = (alert: string) => `<content type="text/xml">${alert}</content>`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

describe('a feed', () => {
  it('of good alerts is accepted, with a judgement for each', () => {
    const judgement = judged(atom(inline(RED), inline(RED)));
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.alerts?.map((alert) => alert.message?.identifier)).toEqual([
      '62102141600000_20260710183000',
      '62102141600000_20260710183000',
    ]);
  });

  it('is partly accepted when one of its alerts is held', () => {
    const judgement = judged(atom(inline(RED), inline(NAMELESS)));
    expect(judgement.verdict).toBe('partly-accepted');
    expect(judgement.alerts?.map((alert) => alert.verdict)).toEqual(['accepted', 'held']);
  });

  it('is partly accepted when an entry has neither alert nor link', () => {
    expect(judged(atom(inline(RED), '<content/>')).verdict).toBe('partly-accepted');
  });

  it('of links is an index', () => {
    const judgement = judged(
      atom('<link href="https://x.example/1.cap"/>', '<content src="https://x.example/2.cap"/>'),
    );
    expect(judgement).toMatchObject({
      verdict: 'index',
      alerts: [],
      links: ['https://x.example/1.cap', 'https://x.example/2.cap'],
    });
  });

  it('in RSS may carry the alert as escaped text', () => {
    const rss = `<rss version="2.0"><channel><item><title>x</title><description>${escaped(RED)}</description></item></channel></rss>`;
    expect(judged(rss)).toMatchObject({ verdict: 'accepted', alerts: [{ message: { status: 'Actual' } }] });
  });

  it('with an alert outside of any entry says so', () => {
    const feed = atom().replace('</feed>', `${RED}</feed>`);
    expect(judged(feed)).toMatchObject({ verdict: 'accepted-with-warnings', alerts: [{ verdict: 'accepted' }] });
    expect(codes(feed)).toEqual(['cap.alert-outside-entry']);
  });

  it('with a broken document in an entry reports that entry', () => {
    expect(codes(atom(inline(escaped('<alert><identifier>'))))).toEqual(
      expect.arrayContaining(['cap.entry-unreadable', 'cap.entry-without-alert']),
    );
  });
});

describe('an envelope', () => {
  const edxl = (body: string) =>
    `<d:EDXLDistribution xmlns:d="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><d:contentObject><d:xmlContent><d:embeddedXMLContent>${body}</d:embeddedXMLContent></d:xmlContent></d:contentObject></d:EDXLDistribution>`;

  it('of EDXL-DE or SOAP is opened', () => {
    expect(judged(edxl(RED)).verdict).toBe('accepted');
    const soap = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><x:post xmlns:x="urn:x">${RED}</x:post></s:Body></s:Envelope>`;
    expect(judged(soap).verdict).toBe('accepted');
  });

  it('is held as a whole when one of its alerts is: it is one act of its sender', () => {
    expect(judged(edxl(RED + NAMELESS)).verdict).toBe('held');
  });

  it('of a list is opened, and its alerts stand for themselves', () => {
    expect(judged(`<alerts>${RED}${NAMELESS}</alerts>`).verdict).toBe('partly-accepted');
  });

  it('that nobody knows is opened with a warning', () => {
    expect(codes(`<box>${RED}</box>`)).toEqual(['cap.container-unknown']);
  });

  it('without an alert is rejected', () => {
    expect(judged(edxl('<x/>')).verdict).toBe('rejected');
  });
});

describe('JSON', () => {
  const feature = (more: object = {}, geometry: unknown = null) => ({
    type: 'Feature',
    geometry,
    properties: {
      id: 'urn:oid:1.2',
      areaDesc: 'Somewhere',
      geocode: { SAME: ['006025'], UGC: ['CAZ567', 'CAZ568'] },
      references: [{ sender: 'w@x', identifier: 'urn:oid:1.1', sent: '2026-07-10T03:00:00-07:00' }],
      sent: '2026-07-10T04:00:00-07:00',
      expires: '2026-07-11T04:00:00-07:00',
      status: 'Actual',
      messageType: 'Update',
      category: 'Met',
      severity: 'Severe',
      certainty: 'Likely',
      urgency: 'Expected',
      event: 'Flood Warning',
      sender: 'w@x',
      parameters: { VTEC: ['/x/'] },
      language: 'en-US',
      ...more,
    },
  });

  it('of the US weather service becomes the same model: references, geocodes and parameters by name', () => {
    const ring = [
      [-115, 33],
      [-114, 33],
      [-114, 32],
      [-115, 33],
    ];
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [feature({}, { type: 'Polygon', coordinates: [ring] })],
    });
    const judgement = judged(text);
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.alerts?.[0]?.message).toMatchObject({
      msgType: 'Update',
      scope: 'Public',
      references: [{ sender: 'w@x', identifier: 'urn:oid:1.1', sent: '2026-07-10T10:00:00.000Z' }],
      infos: [
        {
          parameters: [{ valueName: 'VTEC', value: '/x/' }],
          areas: [
            {
              polygons: [ring],
              geocodes: [
                { valueName: 'SAME', value: '006025' },
                { valueName: 'UGC', value: 'CAZ567' },
                { valueName: 'UGC', value: 'CAZ568' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('with half characters and NUL in its texts leaves none in the model', () => {
    const text = JSON.stringify(feature({ event: 'Flood\ud800\u0000', sender: 's\udc00' }));
    const judgement = judged(text);
    expect(judgement.alerts?.[0]?.message).toMatchObject({ sender: 's', infos: [{ event: 'Flood' }] });
  });

  it('may keep CAP XML in a string', () => {
    expect(judged(JSON.stringify({ alert: { capXml: RED } }))).toMatchObject({ alerts: [{ verdict: 'accepted' }] });
  });

  it.each(['{"a":1}', '[]', '{', '{"__proto__":{"properties":{}}}', `${'['.repeat(100_000)}${']'.repeat(100_000)}`])(
    'without an alert is rejected: %.20s',
    (text) => {
      expect(judged(text).verdict).toBe('rejected');
    },
  );
});
