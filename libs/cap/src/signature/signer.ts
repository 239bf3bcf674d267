import { createPublicKey, X509Certificate, type JsonWebKey, type KeyObject } from 'node:crypto';
import { CURVES } from './algorithms';
import { attributeOf, childOf, compactText, descendantsOf, type DocElement } from './document';

/** A key that a signature shows, with the certificate that it comes from, if any. */
export interface ShownKey {
  key: KeyObject;
  certificate?: X509Certificate;
}

/** The keys in the `KeyInfo` of a signature, those of certificates first. What cannot be read is left out. */
export function shownKeys(signature: DocElement): ShownKey[] {
  const info = childOf(signature, 'KeyInfo');
  const certificates = descendantsOf(info, 'X509Certificate').flatMap((element) => {
    const certificate = attempt(() => new X509Certificate(Buffer.from(compactText(element), 'base64')));
    const key = certificate && attempt(() => certificate.publicKey);
    return key ? [{ key, certificate }] : [];
  });
  const bare = descendantsOf(info, 'KeyValue').flatMap((value) => {
    const jwk = rsaKey(childOf(value, 'RSAKeyValue')) ?? ellipticKey(childOf(value, 'ECKeyValue'));
    const key = jwk && attempt(() => createPublicKey({ key: jwk, format: 'jwk' }));
    return key ? [{ key }] : [];
  });
  return [...certificates, ...bare];
}

function rsaKey(value: DocElement | undefined): JsonWebKey | undefined {
  if (!value) return undefined;
  const [n, e] = ['Modulus', 'Exponent'].map((name) =>
    Buffer.from(compactText(childOf(value, name)), 'base64').toString('base64url'),
  );
  return n && e ? { kty: 'RSA', n, e } : undefined;
}

function ellipticKey(value: DocElement | undefined): JsonWebKey | undefined {
  const curve = CURVES[attributeOf(childOf(value, 'NamedCurve'), 'URI') ?? ''];
  const point = Buffer.from(compactText(childOf(value, 'PublicKey')), 'base64');
  if (!curve || point.length !== 1 + 2 * curve.bytes || point[0] !== 4) return undefined;
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  return { kty: 'EC', crv: curve.name, x: x.toString('base64url'), y: y.toString('base64url') };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
