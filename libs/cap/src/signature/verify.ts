import { createHash, createPublicKey, verify as verifyBytes, X509Certificate, type KeyObject } from 'node:crypto';
import { SIGNATURE_NAMESPACE } from '../vocabulary';
import { CANONICALISATIONS, DIGESTS, ENVELOPED, SIGNATURES } from './algorithms';
import { canonicalDocument, canonicalElement } from './canonical';
import { readDocument, type DocElement, type SignedDocument } from './document';

/** The ways in which real issuers' documents have to be read for their signatures to hold. */
export type SignatureReading = 'as-published' | 'all-signatures-removed' | 'white-space-removed';

/** What became of one signature. `verified` means intact and signed by the key it carries; trust is another question. */
export type SignatureCheck =
  | { state: 'verified'; reading: SignatureReading; weak: boolean; certificate?: X509Certificate }
  | { state: 'tampered'; reason: string }
  | { state: 'unverifiable'; reason: string };

/** Values that no encoder writes in more than one way. */
const SEALED_VALUES = ['DigestValue', 'SignatureValue', 'X509Certificate'];

const READINGS: readonly SignatureReading[] = ['as-published', 'all-signatures-removed', 'white-space-removed'];

/** Checks every signature of an alert document on the text as published, before anything is repaired. */
export function verifySignatures(text: string): SignatureCheck[] {
  const document = readDocument(text);
  if (!document) return [];
  return document.root.children.filter(isSignature).map((signature) => verifyOne(document, signature));
}

function isSignature(node: { kind: string }): node is DocElement {
  const element = node as DocElement;
  return element.kind === 'element' && element.local === 'Signature' && element.namespace === SIGNATURE_NAMESPACE;
}

function verifyOne(document: SignedDocument, signature: DocElement): SignatureCheck {
  const altered = SEALED_VALUES.map((name) => compact(descendant(signature, name))).find((value) => !isBase64(value));
  if (altered !== undefined) return { state: 'tampered', reason: `not base64: …${altered.slice(-24)}` };
  const parts = partsOf(signature);
  if (typeof parts === 'string') return { state: 'unverifiable', reason: parts };

  const certificate = certificateOf(signature);
  const key = certificate?.publicKey ?? rsaKeyOf(signature);
  if (key === undefined) return { state: 'unverifiable', reason: 'no key' };
  const reading = READINGS.find((candidate) => digestMatches(document, signature, parts, candidate));
  if (reading === undefined) return { state: 'tampered', reason: 'the digest matches in no reading' };
  if (!valueMatches(parts, key)) {
    return { state: 'tampered', reason: 'the signature value does not fit the key' };
  }
  return {
    state: 'verified',
    reading,
    weak: parts.hash === 'sha1' || parts.digest === 'sha1',
    ...(certificate ? { certificate } : {}),
  };
}

interface Parts {
  signedInfo: DocElement;
  exclusive: boolean;
  /** How the referenced document is canonicalised; inclusive unless a transform says otherwise. */
  referenceExclusive: boolean;
  digest: string;
  hash: string;
  elliptic: boolean;
  digestValue: string;
  signatureValue: string;
}

/** The parts of a signature over the whole document; a reason when it is of another kind. */
function partsOf(signature: DocElement): Parts | string {
  const signedInfo = child(signature, 'SignedInfo');
  const references = signedInfo?.children.filter((node) => node.kind === 'element' && node.local === 'Reference') ?? [];
  const [reference] = references as DocElement[];
  if (!signedInfo || !reference || references.length !== 1) return 'not one reference';
  if (attribute(reference, 'URI') !== '') return 'the reference is not to the whole document';
  const canonical = CANONICALISATIONS[algorithm(signedInfo, 'CanonicalizationMethod')];
  const method = SIGNATURES[algorithm(signedInfo, 'SignatureMethod')];
  const digest = DIGESTS[algorithm(reference, 'DigestMethod')];
  const transforms = (child(reference, 'Transforms')?.children ?? []).flatMap((node) =>
    node.kind === 'element' ? [attribute(node, 'Algorithm') ?? ''] : [],
  );
  const unknown = transforms.filter((address) => address !== ENVELOPED && !(address in CANONICALISATIONS));
  if (!canonical || !method || !digest || unknown.length > 0) return 'unknown algorithm';
  if (!transforms.includes(ENVELOPED)) return 'not an enveloped signature';
  const digestValue = compact(child(reference, 'DigestValue'));
  const signatureValue = compact(child(signature, 'SignatureValue'));
  if (digestValue === '' || signatureValue === '') return 'empty';
  return {
    signedInfo,
    exclusive: canonical.exclusive,
    referenceExclusive: transforms.some((address) => CANONICALISATIONS[address]?.exclusive),
    digest,
    ...method,
    digestValue,
    signatureValue,
  };
}

function digestMatches(
  document: SignedDocument,
  signature: DocElement,
  parts: Parts,
  reading: SignatureReading,
): boolean {
  const options = {
    exclusive: parts.referenceExclusive,
    omit: reading === 'as-published' ? (element: DocElement) => element === signature : isSignature,
    omitBlankText: reading === 'white-space-removed',
  };
  const digestOf = (text: string) => createHash(parts.digest).update(text, 'utf8').digest('base64');
  if (digestOf(canonicalDocument(document, options)) === parts.digestValue) return true;
  // A style sheet's instruction before the root is often put in when the signed alert is published.
  return document.before.length > 0 && digestOf(canonicalElement(document.root, options)) === parts.digestValue;
}

/** The signed part itself may have been indented after it was signed. */
function valueMatches(parts: Parts, key: KeyObject): boolean {
  return [false, true].some((omitBlankText) => {
    const text = canonicalElement(parts.signedInfo, { exclusive: parts.exclusive, omitBlankText });
    try {
      return verifyBytes(
        parts.hash,
        Buffer.from(text, 'utf8'),
        parts.elliptic ? { key, dsaEncoding: 'ieee-p1363' } : key,
        Buffer.from(parts.signatureValue, 'base64'),
      );
    } catch {
      return false;
    }
  });
}

function certificateOf(signature: DocElement): X509Certificate | undefined {
  const base64 = compact(descendant(signature, 'X509Certificate'));
  if (base64 === '') return undefined;
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** A bare RSA key, without a certificate. */
function rsaKeyOf(signature: DocElement): KeyObject | undefined {
  const [n, e] = [compact(descendant(signature, 'Modulus')), compact(descendant(signature, 'Exponent'))];
  if (n === '' || e === '') return undefined;
  const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, 'base64').toString('base64url'));
  try {
    return createPublicKey({ key: { kty: 'RSA', n: modulus, e: exponent }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** Base64 to the last bit: a changed last letter can leave all bytes as they were. */
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function child(element: DocElement, local: string): DocElement | undefined {
  return element.children.find((node): node is DocElement => node.kind === 'element' && node.local === local);
}

function descendant(element: DocElement, local: string): DocElement | undefined {
  for (const node of element.children) {
    if (node.kind !== 'element') continue;
    const found = node.local === local ? node : descendant(node, local);
    if (found) return found;
  }
  return undefined;
}

function attribute(element: DocElement, name: string): string | undefined {
  return element.attributes.find((each) => each.name === name)?.value;
}

function algorithm(element: DocElement, local: string): string {
  const found = child(element, local);
  return (found && attribute(found, 'Algorithm')) ?? '';
}

function compact(element: DocElement | undefined): string {
  const text = element?.children.map((node) => (node.kind === 'text' ? node.text : '')).join('') ?? '';
  return text.replace(/\s+/g, '');
}
