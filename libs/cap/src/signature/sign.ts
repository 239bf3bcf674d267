import { createHash, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { SIGNATURE_NAMESPACE } from '../vocabulary';
import { ENVELOPED, EXCLUSIVE, SHA256 } from './algorithms';
import { canonicalDocument, canonicalElement } from './canonical';
import { childElements, childOf, readDocument, type DocElement } from './document';

export interface Signer {
  /** Private key: RSA of at least 2048 bits, or elliptic. */
  key: KeyObject;
  /** Certificate of that key; goes along in the signature. */
  certificate: X509Certificate;
}

const METHODS: Record<string, string> = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
};

/** The last tag of a document, with at most comments and instructions behind it. */
const LAST_TAG = /<\/[^<>]+>(?=(?:\s|<!--(?:(?!-->)[^])*-->|<\?(?:(?!\?>)[^])*\?>)*$)/;

/**
 * The alert with an enveloped XML signature before its last tag (exclusive canonical XML, SHA-256, RSA or ECDSA by the
 * kind of the key). Every byte of the text stays as it is. Throws when the text is no alert document, when it is signed
 * already, or when key and certificate do not belong together.
 */
export function signCap(text: string, signer: Signer): string {
  const { key, certificate } = signer;
  const method = METHODS[key.asymmetricKeyType ?? ''];
  if (!method || !certificate.checkPrivateKey(key)) throw new Error('The key does not belong to the certificate.');
  const document = readDocument(text);
  const place = LAST_TAG.exec(text);
  if (document?.root.local !== 'alert' || !place) throw new Error('Only an alert document can be signed.');
  if (childElements(document.root).some(({ local }) => local === 'Signature')) throw new Error('It is signed already.');

  const digest = createHash('sha256')
    .update(canonicalDocument(document, { exclusive: true }))
    .digest('base64');
  const withValue = (value: string) =>
    text.slice(0, place.index) + signatureXml(method, digest, value, certificate) + text.slice(place.index);
  const { root } = readDocument(withValue('')) as { root: DocElement };
  const signedInfo = childOf(childElements(root).at(-1), 'SignedInfo') as DocElement;
  const info = Buffer.from(canonicalElement(signedInfo, { exclusive: true }), 'utf8');
  return withValue(sign('sha256', info, { key, dsaEncoding: 'ieee-p1363' }).toString('base64'));
}

function signatureXml(method: string, digest: string, value: string, certificate: X509Certificate): string {
  return [
    `<Signature xmlns="${SIGNATURE_NAMESPACE}"><SignedInfo>`,
    `<CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><SignatureMethod Algorithm="${method}"/>`,
    `<Reference URI=""><Transforms><Transform Algorithm="${ENVELOPED}"/><Transform Algorithm="${EXCLUSIVE}"/></Transforms>`,
    `<DigestMethod Algorithm="${SHA256}"/><DigestValue>${digest}</DigestValue></Reference></SignedInfo>`,
    `<SignatureValue>${value}</SignatureValue><KeyInfo><X509Data>`,
    `<X509Certificate>${certificate.raw.toString('base64')}</X509Certificate></X509Data></KeyInfo></Signature>`,
  ].join('');
}
