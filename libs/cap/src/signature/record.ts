import type { X509Certificate } from 'node:crypto';
import type { SignatureCheck, SignatureReading } from './verify';

/** A certificate as plain data, which may cross to another thread or into a log. */
export interface CertificateRecord {
  /** One line: `C=CN, O=…, CN=…`. */
  subject: string;
  issuer: string;
  /** SHA-256 over the certificate, upper-case hexadecimal with colons. */
  fingerprint: string;
  /** Instants in ISO 8601. */
  validFrom: string;
  validTo: string;
  pem: string;
}

/** What became of one signature of a document, as plain data. */
export type SignatureRecord =
  | { state: 'verified'; reading: SignatureReading; weak: boolean; certificate?: CertificateRecord }
  | { state: 'tampered' | 'unverifiable' | 'elsewhere' | 'damaged'; reason: string; reading?: SignatureReading };

export function recordOf(check: SignatureCheck): SignatureRecord {
  if (check.state !== 'verified' || !check.certificate) return check as SignatureRecord;
  return { ...check, certificate: certificateRecord(check.certificate) };
}

export function certificateRecord(certificate: X509Certificate): CertificateRecord {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    fingerprint: certificate.fingerprint256,
    // Certificates print their dates in one fixed form, `Sep 30 11:23:48 2024 GMT`.
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    pem: certificate.toString(),
  };
}

function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ');
}
