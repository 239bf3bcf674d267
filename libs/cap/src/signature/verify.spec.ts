import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../judge/judge';
import { canonicalDocument, canonicalElement } from './canonical';
import { readDocument, type DocElement, type SignedDocument } from './document';
import { verifySignatures } from './verify';

const SAMPLE = readFileSync(join(__dirname, '../../samples/rainstorm-update-qingcheng.xml'), 'utf8');
const COMPACT = SAMPLE.replace(/>\s+</g, '><').trim();
const NOW = new Date('2026-07-10T14:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The message with an enveloped signature before its last tag, made from canonical XML step by step. */
function signed(
  text: string,
  key = privateKey,
  shown: KeyObject = publicKey,
  hash: 'sha1' | 'sha256' = 'sha256',
): string {
  const { n, e } = shown.export({ format: 'jwk' });
  const base64 = (part: string | undefined) => Buffer.from(part ?? '', 'base64url').toString('base64');
  const digest = createHash(hash)
    .update(canonicalDocument(readDocument(text) as SignedDocument, { exclusive: false }))
    .digest('base64');
  const method =
    hash === 'sha1'
      ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
      : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
  const digestMethod =
    hash === 'sha1' ? 'http://www.w3.org/2000/09/xmldsig#sha1' : 'http://www.w3.org/2001/04/xmlenc#sha256';
  const withValue = (value: string) =>
    text.replace(
      /<\/cap:alert>\s*$/,
      `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><SignatureMethod Algorithm="${method}"/><Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms><DigestMethod Algorithm="${digestMethod}"/><DigestValue>${digest}</DigestValue></Reference></SignedInfo><SignatureValue>${value}</SignatureValue><KeyInfo><KeyValue><RSAKeyValue><Modulus>${base64(n)}</Modulus><Exponent>${base64(e)}</Exponent></RSAKeyValue></KeyValue></KeyInfo></Signature></cap:alert>`,
    );
  const { root } = readDocument(withValue('')) as SignedDocument;
  const signature = root.children[root.children.length - 1] as DocElement;
  const info = canonicalElement(signature.children[0] as DocElement, { exclusive: true });
  return withValue(sign(hash, Buffer.from(info), key).toString('base64'));
}

const verdictOf = (text: string) => judge(Buffer.from(text), { now: NOW });
const codesOf = (text: string) => verdictOf(text).findings.map((finding) => finding.code);

describe('a signature', () => {
  it('that holds is recorded with its reading', () => {
    expect(verifySignatures(signed(COMPACT))).toMatchObject([
      { state: 'verified', reading: 'as-published', weak: false },
    ]);
    expect(verdictOf(signed(SAMPLE))).toMatchObject({
      verdict: 'accepted',
      findings: [{ code: 'cap.signature-intact' }],
    });
  });

  it('of a message that was indented after signing holds when white space is removed', () => {
    const indented = signed(COMPACT).replaceAll('><', '>\n  <');
    expect(verifySignatures(indented)).toMatchObject([{ state: 'verified', reading: 'white-space-removed' }]);
  });

  it('beside another one, each made without the other, holds when all are removed', () => {
    const one = /<Signature.*<\/Signature>/.exec(signed(COMPACT))?.[0] as string;
    const twice = signed(COMPACT).replace('</cap:alert>', `${one}</cap:alert>`);
    expect(verifySignatures(twice).map((check) => check.state === 'verified' && check.reading)).toEqual([
      'all-signatures-removed',
      'all-signatures-removed',
    ]);
  });

  it('with SHA-1 holds, with a warning', () => {
    expect(codesOf(signed(COMPACT, privateKey, publicKey, 'sha1'))).toEqual([
      'cap.signature-weak',
      'cap.signature-intact',
    ]);
  });

  it.each([
    ['a changed word', (text: string) => text.replace('庆城县北部', '庆城县南部')],
    ['a changed status', (text: string) => text.replace('>Actual<', '>Test<')],
    ['an element more', (text: string) => text.replace('<cap:area>', '<cap:area><cap:areaDesc>x</cap:areaDesc>')],
    [
      'a changed digest',
      (text: string) =>
        text.replace(/<DigestValue>./, (found) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A')),
    ],
    ['a word for a signature', (text: string) => text.replace(/<SignatureValue>[^<]*/, '<SignatureValue>Signature')],
    [
      'a last letter that changes no byte',
      (text: string) =>
        text.replace(/.=<\/DigestValue>/, (found) => `${String.fromCharCode(found.charCodeAt(0) + 1)}=</DigestValue>`),
    ],
  ])('over %s is tampered with, and the message rejected', (_, change) => {
    const text = signed(COMPACT);
    const changed = change(text);
    expect(changed).not.toBe(text);
    expect(verdictOf(changed).verdict).toBe('rejected');
    expect(codesOf(changed)).toContain('cap.signature-tampered');
  });

  it('that shows no key still tells that the message was changed, because a digest needs none', () => {
    const without = signed(COMPACT).replace(/<KeyInfo>.*<\/KeyInfo>/, '');
    const changed = without.replace('>Severe<', '>Minor<');

    expect(changed).not.toBe(without);
    expect(verifySignatures(without)).toMatchObject([{ state: 'unverifiable', reason: 'no key' }]);
    expect(verifySignatures(changed)).toMatchObject([{ state: 'tampered' }]);
  });

  it('by another key than the one it shows is tampered with', () => {
    expect(verdictOf(signed(COMPACT, stranger.privateKey, publicKey)).verdict).toBe('rejected');
  });

  it.each([
    ['without a key', (text: string) => text.replace(/<KeyInfo>.*<\/KeyInfo>/, '')],
    ['by an unknown algorithm', (text: string) => text.replace('rsa-sha256', 'rsa-md2')],
    ['over something that is not in the document', (text: string) => text.replace('URI=""', 'URI="#x"')],
    [
      'that does not say what it covers, and does not fit the alert,',
      (text: string) => text.replace('<Reference URI="">', '<Reference>').replace('庆城县北部', '庆城县南部'),
    ],
    [
      'that is empty',
      (text: string) =>
        text.replace(/<Signature .*<\/Signature>/, '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'),
    ],
  ])('%s cannot be checked, which is not the same as tampered with', (_, change) => {
    const judgement = verdictOf(change(signed(COMPACT)));
    expect(judgement.verdict).toBe('accepted-with-warnings');
    expect(judgement.findings.map((finding) => finding.code)).toEqual(['cap.signature-unverifiable']);
  });
});
