import { createHash, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeIdentity, type Identity } from '@libs/testing';
import { judge } from '../judge/judge';
import { isAltered } from './certificate';
import { signCap } from './sign';

const SAMPLE = readFileSync(join(__dirname, '../../samples/rainstorm-update-qingcheng.xml'), 'utf8');
const NOW = new Date('2026-07-10T14:00:00Z');
const infoOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const hashed = (hash: string, bytes: Uint8Array) => createHash(hash).update(bytes).digest().subarray(0, 20);
/** Of the 65 bytes of a point on P-256, which end what describes the key. */
const byPoint = (key: KeyObject, hash = 'sha1') => hashed(hash, infoOf(key).subarray(-65));
const authority = makeIdentity({ name: 'Authority', isAuthority: true });
const rsa = makeIdentity({ name: 'RSA Authority', kind: 'rsa', isAuthority: true });

/** An office whose certificate names keys in some way. The key is made first, because its name is part of the rest. */
function office(issuersName: Uint8Array | undefined, own: 'hash' | 'random' | 'none', issuer: Identity = authority) {
  const keys = makeIdentity();
  const name = { hash: byPoint(keys.publicKey), random: randomBytes(20), none: undefined }[own];
  return makeIdentity({
    name: 'Office',
    issuer,
    pair: keys,
    keyIdentifiers: { ...(name ? { own: name } : {}), ...(issuersName ? { issuer: issuersName } : {}) },
  });
}

/** One letter of the name of its subject is another. */
function renamed({ certificate }: Identity): X509Certificate {
  const der = Buffer.from(certificate.raw);
  der[der.lastIndexOf('Office')]! ^= 0x20;
  return new X509Certificate(der);
}

describe('a certificate from an issuer with an elliptic key', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'])(
    'that names keys by %s of their points shows a changed byte',
    (hash) => {
      const true_ = office(byPoint(authority.publicKey, hash), 'hash');
      expect(isAltered(true_.certificate)).toBe(false);
      expect(isAltered(renamed(true_))).toBe(true);
    },
  );

  it('that names keys by a hash of all that describes them shows a changed byte', () => {
    const true_ = office(hashed('sha1', infoOf(authority.publicKey)), 'hash');
    expect(isAltered(true_.certificate)).toBe(false);
    expect(isAltered(renamed(true_))).toBe(true);
  });

  it.each([
    ['random', 'random'],
    ['no', 'none'],
  ] as const)('that gives keys %s names is believed, for nothing can be told', (_, own) => {
    const true_ = office(randomBytes(20), own);
    expect(isAltered(true_.certificate)).toBe(false);
    expect(judge(Buffer.from(signCap(SAMPLE, true_)), { now: NOW }).verdict).toBe('accepted');
  });

  it('that has another kind of name for itself is believed where it is known', () => {
    const true_ = office(randomBytes(20), 'hash');
    const text = Buffer.from(signCap(SAMPLE, true_));
    const certificates = [authority.certificate.toString()];
    expect(isAltered(true_.certificate)).toBe(true);
    expect(isAltered(true_.certificate, [authority.certificate])).toBe(false);
    expect(isAltered(renamed(true_), [authority.certificate])).toBe(true);
    expect(judge(text, { now: NOW, trust: { certificates } }).verdict).toBe('accepted');
  });

  it('that is shown beside it is asked as well', () => {
    const text = signCap(SAMPLE, office(randomBytes(20), 'hash'));
    const chain = text.replace(
      '</X509Certificate>',
      `$&<X509Certificate>${authority.certificate.raw.toString('base64')}</X509Certificate>`,
    );
    expect(judge(Buffer.from(text), { now: NOW }).verdict).toBe('rejected');
    expect(judge(Buffer.from(chain), { now: NOW }).verdict).toBe('accepted');
  });
});

describe('a certificate of another kind', () => {
  it('by an issuer with an RSA key says nothing, changed or not', () => {
    const true_ = office(hashed('sha1', randomBytes(8)), 'hash', rsa);
    expect([true_.certificate, renamed(true_)].map((each) => isAltered(each))).toEqual([false, false]);
  });

  it('that signs itself shows a changed byte in its own signature', () => {
    const self = makeIdentity({ name: 'Office' });
    const der = Buffer.from(self.certificate.raw);
    der[der.length - 1]! ^= 1;
    expect(isAltered(self.certificate)).toBe(false);
    expect(isAltered(new X509Certificate(der))).toBe(true);
  });
});
