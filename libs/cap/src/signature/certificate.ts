import { createHash, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { ISSUER_CURVES, possibleSigners, type Curve, type Point } from './issuer-key';

const AUTHORITY_KEY_IDENTIFIER = Buffer.from('0603551d23', 'hex');
const SUBJECT_KEY_IDENTIFIER = Buffer.from('0603551d0e', 'hex');
const ECDSA_HASHES: Record<string, string> = {
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};
const KEY_IDENTIFIER_BYTES = 20;
const MOST_REMEMBERED = 500;
const remembered = new Map<string, boolean>();

/**
 * Was a certificate changed after it was issued, as far as it shows without its issuer's certificate? One that signs
 * itself has to verify. From an ECDSA signature the issuer's key can be computed, and the certificate names a hash of
 * that key (RFC 5280 4.2.1.2, RFC 7093): a changed byte leads to another key. False where nothing can be said, as of an
 * issuer that does not name keys by their hashes: the certificate's name for its own key shows whether it does.
 * @param known certificates of authorities: what one of them has issued was not changed, whatever it is named by
 */
export function isAltered(certificate: X509Certificate, known: readonly X509Certificate[] = []): boolean {
  return appearsAltered(certificate) && !known.some((issuer) => hasIssued(issuer, certificate));
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function appearsAltered(certificate: X509Certificate): boolean {
  const known = remembered.get(certificate.fingerprint256);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const altered = contradictsItself(certificate);
  remembered.set(certificate.fingerprint256, altered);
  return altered;
}

function contradictsItself(certificate: X509Certificate): boolean {
  try {
    if (certificate.issuer === certificate.subject) return !certificate.verify(certificate.publicKey);
    return isNamedByHash(certificate) && contradictsIssuer(certificate.raw);
  } catch {
    return false;
  }
}

function contradictsIssuer(der: Buffer): boolean {
  const identifier = issuerKeyIdentifier(der);
  if (identifier?.length !== KEY_IDENTIFIER_BYTES) return false;
  const whole = element(der, 0);
  const signed = element(der, whole.start);
  const algorithm = element(der, signed.end);
  const hash = ECDSA_HASHES[content(der, element(der, algorithm.start)).toString('hex')];
  if (hash === undefined) return false;
  const pair = element(der, element(der, algorithm.end).start + 1);
  const first = element(der, pair.start);
  const [r, s] = [first, element(der, first.end)].map((part) => BigInt(`0x${content(der, part).toString('hex')}`));
  const digest = createHash(hash).update(der.subarray(whole.start, signed.end)).digest();
  return !ISSUER_CURVES.some((curve) =>
    possibleSigners(curve, r as bigint, s as bigint, leftmost(digest, curve)).some((key) =>
      identifiersOf(keyOf(curve, key)).some((each) => each.equals(identifier)),
    ),
  );
}

function leftmost(digest: Buffer, { bytes }: Curve): bigint {
  return BigInt(`0x${digest.subarray(0, bytes).toString('hex')}`);
}

function keyOf({ name, bytes }: Curve, { x, y }: Point): KeyObject {
  const [left, right] = [x, y].map((part) => Buffer.from(part.toString(16).padStart(2 * bytes, '0'), 'hex'));
  const jwk = { kty: 'EC', crv: name, x: left!.toString('base64url'), y: right!.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

/** The hashes of a key that may stand in a certificate, all of 160 bits: of its bits, or of all that describes it. */
function identifiersOf(key: KeyObject): Buffer[] {
  const info = key.export({ type: 'spki', format: 'der' });
  const algorithm = element(info, element(info, 0).start);
  // The first byte of a bit string counts the bits that are not used.
  const bits = content(info, element(info, algorithm.end)).subarray(1);
  return ['sha1', 'sha256', 'sha384', 'sha512'].flatMap((hash) =>
    [bits, info].map((hashed) => createHash(hash).update(hashed).digest().subarray(0, KEY_IDENTIFIER_BYTES)),
  );
}

function isNamedByHash({ raw, publicKey }: X509Certificate): boolean {
  const at = raw.indexOf(SUBJECT_KEY_IDENTIFIER);
  if (at < 0) return false;
  const identifier = content(raw, element(raw, element(raw, at + SUBJECT_KEY_IDENTIFIER.length).start));
  return identifiersOf(publicKey).some((each) => each.equals(identifier));
}

function issuerKeyIdentifier(der: Buffer): Buffer | undefined {
  const at = der.indexOf(AUTHORITY_KEY_IDENTIFIER);
  if (at < 0) return undefined;
  const sequence = element(der, element(der, at + AUTHORITY_KEY_IDENTIFIER.length).start);
  const first = element(der, sequence.start);
  return der[sequence.start] === 0x80 ? content(der, first) : undefined;
}

interface Part {
  start: number;
  end: number;
}

/** Where the content of the DER element at an offset begins and ends. */
function element(der: Buffer, offset: number): Part {
  const length = der.readUInt8(offset + 1);
  if (length < 0x80) return { start: offset + 2, end: offset + 2 + length };
  const bytes = length & 0x7f;
  const start = offset + 2 + bytes;
  return { start, end: start + der.readUIntBE(offset + 2, bytes) };
}

function content(der: Buffer, { start, end }: Part): Buffer {
  return der.subarray(start, end);
}
