import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { judge } from '../judge/judge';
import type { CapMessage } from '../message';
import {
  CATEGORIES,
  CERTAINTIES,
  MESSAGE_TYPES,
  RESPONSE_TYPES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
  type Category,
} from '../vocabulary';
import { writeCap } from './write-cap';
import { writeChinese } from './write-chinese';

const NOW = new Date('2026-07-10T12:00:00Z');
const sample = (name: string) => readFileSync(join(__dirname, `../../samples/${name}.xml`));
const read = (bytes: Uint8Array | string) => judge(Buffer.from(bytes as string), { now: NOW });

/** The model without the record of what stood in the document. */
function content(message: CapMessage | undefined): Omit<CapMessage, 'original' | 'profile'> | undefined {
  if (message === undefined) return undefined;
  const { original: _, profile: __, ...rest } = message;
  return rest;
}

const word = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,20}$/);
const prose = fc
  .string({ unit: fc.constantFrom(...'庆阳暴雨abcXYZ &<>"\'é!?0123'), minLength: 1, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !/[<&]/.test(text));
const instant = fc
  .integer({ min: Date.UTC(2026, 6, 1) / 1000, max: Date.UTC(2026, 6, 10) / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString());
const pair = fc.record({ valueName: word, value: word });
const degrees = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((milli) => milli / 1000);
const triangle = fc
  .record({ lon: degrees(107, 108), lat: degrees(35, 36), width: fc.integer({ min: 1, max: 400 }) })
  .map(({ lon, lat, width }): [number, number][] => {
    const east = Math.round((lon + width / 1000) * 1000) / 1000;
    const south = Math.round((lat - width / 1000) * 1000) / 1000;
    return [
      [lon, lat],
      [east, lat],
      [east, south],
      [lon, lat],
    ];
  });
const area = fc.record({
  areaDesc: prose,
  polygons: fc.array(triangle, { maxLength: 2 }),
  circles: fc.array(
    fc.record({ lat: degrees(35, 36), lon: degrees(107, 108), radiusMetres: fc.integer({ min: 0, max: 9000 }) }),
    { maxLength: 2 },
  ),
  geocodes: fc.array(pair, { maxLength: 2 }),
});
const info = fc.record(
  {
    language: fc.constantFrom('zh-CN', 'en', 'en-GB'),
    categories: fc.uniqueArray(fc.constantFrom<Category>(...CATEGORIES), { minLength: 1, maxLength: 3 }),
    event: prose,
    responseTypes: fc.array(fc.constantFrom(...RESPONSE_TYPES), { maxLength: 2 }),
    urgency: fc.constantFrom(...URGENCIES),
    severity: fc.constantFrom(...SEVERITIES),
    certainty: fc.constantFrom(...CERTAINTIES),
    eventCodes: fc.array(pair, { maxLength: 2 }),
    parameters: fc.array(pair, { maxLength: 2 }),
    resources: fc.array(fc.record({ resourceDesc: prose, mimeType: fc.constant('image/png') }), { maxLength: 1 }),
    areas: fc.array(area, { maxLength: 2 }),
    effective: instant,
    expires: instant,
    headline: prose,
    description: prose,
    senderName: prose,
  },
  {
    requiredKeys: [
      'language',
      'categories',
      'event',
      'responseTypes',
      'urgency',
      'severity',
      'certainty',
      'eventCodes',
      'parameters',
      'resources',
      'areas',
    ],
  },
);
const message: fc.Arbitrary<CapMessage> = fc.record({
  profile: fc.constant('cap-1.2' as const),
  identifier: word,
  sender: word,
  sent: instant,
  status: fc.constantFrom(...STATUSES),
  msgType: fc.constantFrom(...MESSAGE_TYPES),
  scope: fc.constant('Public' as const),
  addresses: fc.array(word, { maxLength: 2 }),
  codes: fc.array(word, { maxLength: 2 }),
  references: fc.uniqueArray(
    fc.record({ sender: word, identifier: word.map((text) => `ref-${text}`.slice(0, 20)), sent: instant }),
    {
      maxLength: 2,
      selector: ({ identifier }) => identifier,
    },
  ),
  incidents: fc.array(word, { maxLength: 2 }),
  infos: fc.array(info, { maxLength: 2 }),
  original: fc.constant({}),
});

describe('writing CAP 1.2', () => {
  it('any message that is written reads back as itself', () => {
    fc.assert(
      fc.property(message, fc.constantFrom(0, 480, -210), (given, offsetMinutes) => {
        fc.pre(given.references.every((reference) => reference.identifier !== given.identifier));
        const judgement = read(writeCap(given, { offsetMinutes }));
        const back = judgement.message;
        back?.infos.forEach((block) => delete block.colour);
        expect(content(back)).toEqual(content(given));
      }),
      { numRuns: 300 },
    );
  });

  it('a sample that was accepted without a finding is written so that it is again', () => {
    const { message: given } = read(sample('rainstorm-red-qingcheng'));
    const text = writeCap(given as CapMessage, { offsetMinutes: 480 });
    const again = read(text);
    expect(again).toMatchObject({ verdict: 'accepted', findings: [] });
    expect(content(again.message)).toEqual(content(given));
    expect(text).toContain('<sent>2026-07-10T18:30:00+08:00</sent>');
  });

  it('markup in a text stays text', () => {
    const { message: given } = read(sample('rainstorm-red-qingcheng'));
    (given as CapMessage).note = '</note><status>Test</status>\u0000 & more';
    const again = read(writeCap(given as CapMessage));
    expect(again.message).toMatchObject({ status: 'Actual', note: '</note><status>Test</status> & more' });
  });

  it('UTC is written as -00:00', () => {
    const { message: given } = read(sample('rainstorm-red-qingcheng'));
    expect(writeCap(given as CapMessage)).toContain('<sent>2026-07-10T10:30:00-00:00</sent>');
  });
});

describe("writing China's profile", () => {
  it('colour, times with a space, metres, division codes and first-issue reference', () => {
    const { message: given } = read(sample('rainstorm-update-qingcheng'));
    (given as CapMessage).infos[0]?.areas[0]?.geocodes.push({
      valueName: 'CPEAS Geographic Code',
      value: '621021000000',
    });
    const text = writeChinese(given as CapMessage, { senderCode: '62102141600000' });
    expect(text).toContain('<sendTime>2026-07-10 21:00:00+08:00</sendTime>');
    expect(text).toContain('<severity>Orange</severity>');
    expect(text).toContain('<circle>36.05,107.85 12500</circle>');
    expect(text).toContain('<geocode>621021</geocode>');
    expect(text).toContain('<references>62102141600000_20260710183000</references>');
  });

  it('reads back as the same warning', () => {
    const { message: given } = read(sample('flash-flood-chinese-profile'));
    const again = read(writeChinese(given as CapMessage, { senderCode: '62102333200000' }));
    expect(again.verdict).toBe('accepted');
    expect(again.message?.infos[0]).toMatchObject({
      colour: 'orange',
      severity: 'Severe',
      certainty: 'Likely',
      expires: given?.infos[0]?.expires,
      areas: [{ polygons: given?.infos[0]?.areas[0]?.polygons, circles: given?.infos[0]?.areas[0]?.circles }],
    });
  });
});
