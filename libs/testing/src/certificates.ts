import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';

/** A key with a certificate made on the spot: node signs with certificates, but makes none. */
export interface Identity {
  key: KeyObject;
  publicKey: KeyObject;
  certificate: X509Certificate;
}

export interface CertificateWish {
  /** Common name. */
  name?: string;
  /** Signs itself when there is none. */
  issuer?: Identity;
  kind?: 'rsa' | 'ec';
  validFrom?: Date;
  validTo?: Date;
  isAuthority?: boolean;
  /** A key that is there already, in the place of a new one. */
  pair?: Pick<Identity, 'key' | 'publicKey'>;
  /** What it calls its own key, and that of its issuer; nothing when not given. */
  keyIdentifiers?: { own?: Uint8Array; issuer?: Uint8Array };
}

export function makeIdentity(wish: CertificateWish = {}): Identity {
  const { key, publicKey } = wish.pair ?? makePair(wish.kind);
  return { key, publicKey, certificate: certify(key, publicKey, wish) };
}

function makePair(kind: CertificateWish['kind']): Pick<Identity, 'key' | 'publicKey'> {
  const { privateKey: key, publicKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key, publicKey };
}

function certify(own: KeyObject, publicKey: KeyObject, wish: CertificateWish): X509Certificate {
  const {
    name = 'Weather Office',
    issuer,
    validFrom = new Date('2026-01-01T00:00:00Z'),
    validTo = new Date('2027-01-01T00:00:00Z'),
    isAuthority = false,
    keyIdentifiers: { own: ownName, issuer: issuersName } = {},
  } = wish;
  const signer = issuer?.key ?? own;
  const issuerName = issuer ? /CN=(.*)/.exec(issuer.certificate.subject)![1]! : name;
  const algorithm = sequence(
    objectId(signer.asymmetricKeyType === 'rsa' ? '2a864886f70d01010b' : '2a8648ce3d040302'),
    ...(signer.asymmetricKeyType === 'rsa' ? [tlv(0x05)] : []),
  );
  const extensions = [
    ...(isAuthority ? [sequence(objectId('551d13'), tlv(0x01, [0xff]), tlv(0x04, sequence(tlv(0x01, [0xff]))))] : []),
    ...(ownName ? [sequence(objectId('551d0e'), tlv(0x04, tlv(0x04, ownName)))] : []),
    ...(issuersName ? [sequence(objectId('551d23'), tlv(0x04, sequence(tlv(0x80, issuersName))))] : []),
  ];
  const body = sequence(
    tlv(0xa0, tlv(0x02, [2])),
    tlv(0x02, [1 + (name.length % 100)]),
    algorithm,
    commonName(issuerName),
    sequence(time(validFrom), time(validTo)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
  );
  const value = sign('sha256', body, signer);
  return new X509Certificate(sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), value]))));
}

function tlv(tag: number, content: Uint8Array | number[] = []): Buffer {
  const bytes = Buffer.from(content);
  const { length } = bytes;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}

function sequence(...parts: Uint8Array[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function objectId(hexadecimal: string): Buffer {
  return tlv(0x06, Buffer.from(hexadecimal, 'hex'));
}

function commonName(name: string): Buffer {
  return sequence(tlv(0x31, sequence(objectId('550403'), tlv(0x0c, Buffer.from(name)))));
}

function time(at: Date): Buffer {
  return tlv(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')));
}
