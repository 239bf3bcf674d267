import { createHash, verify as verifyBytes, type X509Certificate } from 'node:crypto';
import { canonicalDocument, canonicalElement } from './canonical';
import { isAltered } from './certificate';
import { compactText, descendantsOf, readDocument, type DocElement, type SignedDocument } from './document';
import { isSignature, signaturesIn } from './recognise';
import { shownKeys, type ShownKey } from './signer';
import { partsOf, type SignatureParts, type SignedReference, type SignedValue } from './structure';

/** The ways in which real issuers' documents have to be read for their signatures to hold. */
export type SignatureReading = 'as-published' | 'all-signatures-removed' | 'white-space-removed';

/**
 * What became of one signature. `verified`: intact, and made with the key that it carries; trust in that key is another
 * question. `tampered`: a check that can be made fails in every reading. `elsewhere`: it covers another element than
 * the alert. `damaged`: it is called or placed otherwise than a signature. `unverifiable`: unknown algorithm, no key, no
 * digest. `reading` is the one in which the digest fits.
 */
export type SignatureCheck =
  | { state: 'verified'; reading: SignatureReading; weak: boolean; certificate?: X509Certificate }
  | { state: 'tampered'; reason: string; reading?: SignatureReading }
  | { state: 'unverifiable' | 'elsewhere' | 'damaged'; reason: string; reading?: SignatureReading };

const UNFITTING = 'the signature value does not fit the key';

/** Values that no encoder writes in more than one way. */
const SEALED_VALUES = ['DigestValue', 'SignatureValue', 'X509Certificate'];

const READINGS: readonly SignatureReading[] = ['as-published', 'all-signatures-removed', 'white-space-removed'];

/**
 * Checks every signature of an alert document on the text as published, before anything is repaired.
 * @param authorities certificates of issuers that are known already
 */
export function verifySignatures(text: string, authorities: readonly X509Certificate[] = []): SignatureCheck[] {
  const document = readDocument(text);
  if (!document) return [];
  return signaturesIn(document.root).map(({ signature, place }) => {
    const check = verifyOne(document, signature, authorities);
    // What is signed was renamed with it: that the value does not fit any more says nothing new.
    const isWorse = check.state === 'tampered' && check.reason !== UNFITTING;
    if (place === undefined || isWorse) return check;
    return { state: 'damaged', reason: place, ...('reading' in check ? { reading: check.reading } : {}) };
  });
}

function verifyOne(
  document: SignedDocument,
  signature: DocElement,
  authorities: readonly X509Certificate[],
): SignatureCheck {
  const parts = partsOf(signature, document);
  const usable = 'state' in parts ? undefined : parts;
  const reading = usable && READINGS.find((candidate) => digestsMatch(document, signature, usable, candidate));
  const fit = reading === undefined ? {} : { reading };

  const altered = SEALED_VALUES.flatMap((name) => descendantsOf(signature, name))
    .map(compactText)
    .find((value) => !isBase64(value));
  if (altered !== undefined) return { state: 'tampered', reason: `not base64: …${altered.slice(-24)}`, ...fit };
  if ('state' in parts) return parts;

  // The digest needs no key: what was changed was changed, whoever signed it.
  if (reading === undefined) return withoutDigest(parts);
  const { value } = parts;
  if ('state' in value) return { ...value, reading };
  const keys = shownKeys(signature);
  if (keys.length === 0) return { state: 'unverifiable', reason: 'no key', reading };
  const signer = signerOf(value, keys);
  if (!signer) return { state: 'tampered', reason: UNFITTING, reading };
  const { certificate } = signer;
  const shown = keys.flatMap((key) => key.certificate ?? []);
  if (certificate && isAltered(certificate, [...authorities, ...shown])) {
    return { state: 'tampered', reason: 'the certificate was altered after it was issued', reading };
  }
  return { state: 'verified', reading, weak: isWeak(value, parts), ...(certificate ? { certificate } : {}) };
}

/** A reference that does not say what it covers may cover something else; one that does has been broken. */
function withoutDigest({ references }: SignatureParts): SignatureCheck {
  return references.every(({ named }) => named)
    ? { state: 'tampered', reason: 'the digest matches in no reading' }
    : { state: 'unverifiable', reason: 'the reference does not say what it covers' };
}

function isWeak({ hash }: SignedValue, { references }: SignatureParts): boolean {
  return hash === 'sha1' || references.some(({ digest }) => digest === 'sha1');
}

function digestsMatch(
  document: SignedDocument,
  signature: DocElement,
  { references }: SignatureParts,
  reading: SignatureReading,
): boolean {
  return references.every((reference) => digestMatches(document, signature, reference, reading));
}

function digestMatches(
  document: SignedDocument,
  signature: DocElement,
  { target, canonical, digest, digestValue }: SignedReference,
  reading: SignatureReading,
): boolean {
  const options = {
    ...canonical,
    omit: reading === 'as-published' ? (element: DocElement) => element === signature : isSignature,
    omitBlankText: reading === 'white-space-removed',
  };
  const fits = (text: string) => createHash(digest).update(text, 'utf8').digest('base64') === digestValue;
  if (target !== 'document') return fits(canonicalElement(target, options));
  if (fits(canonicalDocument(document, options))) return true;
  // A style sheet's instruction before the root is often put in when the signed alert is published.
  const beside = [...document.before, ...document.after].some(({ kind }) => kind === 'instruction');
  return beside && fits(canonicalElement(document.root, options));
}

/** The key that made the value. The signed part itself may have been indented after it was signed. */
function signerOf(signed: SignedValue, keys: ShownKey[]): ShownKey | undefined {
  const value = Buffer.from(signed.signatureValue, 'base64');
  const texts = [false, true].map((omitBlankText) =>
    Buffer.from(canonicalElement(signed.signedInfo, { ...signed.canonical, omitBlankText }), 'utf8'),
  );
  const kind = signed.elliptic ? 'ec' : 'rsa';
  return keys.find(
    ({ key }) =>
      key.asymmetricKeyType === kind &&
      texts.some((text) => {
        try {
          return verifyBytes(signed.hash, text, signed.elliptic ? { key, dsaEncoding: 'ieee-p1363' } : key, value);
        } catch {
          return false;
        }
      }),
  );
}

/** Base64 to the last bit: a changed last letter can leave all bytes as they were. */
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}
