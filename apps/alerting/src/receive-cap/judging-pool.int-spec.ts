import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signCap } from '@libs/cap';
import { Metrics } from '@libs/observability';
import { makeIdentity, type Identity } from '@libs/testing';
import { readAlertingConfig } from '../alerting.config';
import type { SignaturePolicy } from '../domain/signature-policy';
import { TrustDirectory } from '../persistence/trust-directory';
import { assess } from './assessment';
import { Judging } from './judging';
import { JudgingPool } from './judging-pool';

const SAMPLE = readFileSync(join(__dirname, '../../../../libs/cap/samples/rainstorm-update-qingcheng.xml'), 'utf8');
const SENDER = /<cap:sender>(.*)<\/cap:sender>/.exec(SAMPLE)![1]!;
const RECEIVED = new Date('2026-07-10T14:00:00Z');
const authority = makeIdentity({ name: 'Provincial Authority', isAuthority: true });
const office = makeIdentity({ name: 'Weather Office', issuer: authority });
const neighbour = makeIdentity({ name: 'Other Office', issuer: authority });
const stranger = makeIdentity({ name: 'Weather Office' });
const retired = makeIdentity({ name: 'Weather Office', issuer: authority, validTo: new Date('2026-07-01T00:00:00Z') });

let folder: string;
let pool: JudgingPool;
const metrics = new Metrics();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenghuo-trust-'));
  writeFileSync(join(folder, 'authority.pem'), authority.certificate.toString());
  const bindings = [{ senders: [SENDER], subjects: ['Weather Office'] }];
  writeFileSync(join(folder, 'bindings.json'), JSON.stringify(bindings));
  const config = readAlertingConfig({ ALERTING_TRUST_DIR: folder });
  pool = new JudgingPool(config, new TrustDirectory(config), metrics);
});
afterAll(async () => {
  await pool.onApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
});

const signed = (signer: Identity, text = SAMPLE) => signCap(text, signer);
async function judged(text: string, signaturePolicy: SignaturePolicy) {
  const assessment = await new Judging(pool).execute({
    bytes: Buffer.from(text),
    receivedAt: RECEIVED,
    signaturePolicy,
  });
  return { verdict: assessment.verdict, codes: assessment.findings.map(({ code }) => code) };
}

describe('a document that is judged on a thread', () => {
  it('is judged as it would be here', async () => {
    const bytes = Buffer.from(signed(office));
    const options = { now: RECEIVED };
    const onThread = await pool.assess(bytes, options);
    expect(onThread.meaning).toEqual(assess(bytes, options).meaning);
    expect(onThread.message).toEqual(assess(bytes, options).message);
    expect(onThread.signatures).toEqual(assess(bytes, options).signatures);
  });

  it('leaves the process free meanwhile', async () => {
    const points = Array.from({ length: 41_000 }, (_, at) => {
      const angle = (at / 41_000) * 2 * Math.PI;
      return `${(36 + Math.sin(angle)).toFixed(12)},${(107 + Math.cos(angle)).toFixed(12)}`;
    });
    const ring = [...points, points[0]].join(' ');
    const large = SAMPLE.replace(/<cap:circle>.*<\/cap:circle>/, `<cap:polygon>${ring}</cap:polygon>`);
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const assessment = await pool.assess(Buffer.from(large), { now: RECEIVED });
    clearInterval(ticking);
    const { polygons } = JSON.parse(assessment.meaning!.geometry) as { polygons: unknown[][][] };
    expect(polygons[0]?.[0]).toHaveLength(41_001);
    expect(turns).toBeGreaterThan(1);
  });

  it('is refused, not lost, when it is hostile', async () => {
    const nested = `<alert>${'<a>'.repeat(200_000)}SignatureValue`;
    const assessment = await pool.assess(Buffer.from(nested), { now: RECEIVED });
    expect(assessment.verdict).toBe('rejected');
  });
});

describe('B6: where a signature is required', () => {
  it.each<[string, () => string, string, string | undefined]>([
    [
      'of the office, which a trusted authority vouches for, is accepted',
      () => signed(office),
      'accepted',
      'cap.signature-trusted',
    ],
    ['is missing, it is held', () => SAMPLE, 'held', 'alerting.signature-required'],
    ['was made with a key that nobody trusts, it is held', () => signed(stranger), 'held', 'cap.signature-untrusted'],
    [
      'was made by an office that may not sign for this sender, it is held',
      () => signed(neighbour),
      'held',
      'cap.signature-untrusted',
    ],
    [
      'was made with a certificate that had run out, it is held',
      () => signed(retired),
      'held',
      'cap.signature-outside-validity',
    ],
    [
      'was moved over to another message, it is rejected',
      () => graft(signed(office)),
      'rejected',
      'cap.signature-tampered',
    ],
    ['covers another element, it is held', () => wrapped(signed(office)), 'held', 'cap.signature-covers-another'],
    [
      'cannot be checked, it is held',
      () => signed(office).replace('ecdsa-sha256', 'ecdsa-md2'),
      'held',
      'cap.signature-unverifiable',
    ],
    ['holds once white space is removed, it is accepted', () => indented(office), 'accepted', 'cap.signature-trusted'],
    [
      'stands beside a broken second one, it is rejected',
      () => twice(signed(office)),
      'rejected',
      'cap.signature-tampered',
    ],
  ])('one that %s', async (_, text, verdict, code) => {
    const outcome = await judged(text(), 'required');
    expect(outcome.verdict).toBe(verdict);
    expect(outcome.codes).toContain(code);
  });

  it('is only missed where it is preferred, and nobody looks where it is ignored', async () => {
    expect((await judged(SAMPLE, 'preferred')).verdict).toBe('accepted-with-warnings');
    expect((await judged(signed(stranger), 'preferred')).verdict).toBe('accepted-with-warnings');
    expect((await judged(graft(signed(office)), 'ignored')).codes).not.toContain('cap.signature-tampered');
    expect((await judged(signed(stranger), 'checked')).verdict).toBe('accepted');
  });

  it('counts every signature by what it says', async () => {
    expect(await metrics.registry.metrics()).toMatch(/fenghuo_alerting_signatures_total\{state="tampered"\} [1-9]/);
  });
});

/** The signature of one message on another. */
function graft(text: string): string {
  return text.replace(/<cap:identifier>[^<]*/, '<cap:identifier>62102141600000_20260710220000');
}

/** A true signature over an element that stands inside of the message, which itself is not covered. */
function wrapped(text: string): string {
  return text.replace('<Reference URI="">', '<Reference URI="#part">').replace('<cap:info>', '<cap:info id="part">');
}

function indented(signer: Identity): string {
  return signed(signer, SAMPLE.replace(/>\s+</g, '><').trim()).replaceAll('><', '>\n  <');
}

function twice(text: string): string {
  const [one] = /<Signature .*<\/Signature>/.exec(text)!;
  return text.replace('</cap:alert>', `${one.replace('ecdsa-sha256', 'rsa-sha256')}</cap:alert>`);
}
