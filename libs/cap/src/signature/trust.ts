import { X509Certificate } from 'node:crypto';
import type { CertificateRecord } from './record';

/** Whom a receiver trusts, as plain data. */
export interface TrustStore {
  /** Certificates of signers, or of authorities that issue to signers; PEM, one certificate each. */
  certificates: readonly string[];
  /**
   * Who may sign for whom. When there are any, a sender that none of them names is not trusted; without any, every
   * certificate of the store may sign for every sender.
   */
  bindings?: readonly TrustBinding[];
}

export interface TrustBinding {
  /** Values of `sender`, as the messages write them. */
  senders: readonly string[];
  /** Names of signers' certificates: the whole subject (`C=CN, O=…, CN=…`) or its common name. */
  subjects: readonly string[];
}

export type Trust = { trusted: true } | { trusted: false; reason: string };

/** Longest way from a signer's certificate to one of the store. */
const LONGEST_CHAIN = 4;
const parsed = new Map<string, X509Certificate>();

/**
 * May this certificate sign for this sender, by this store? It is in the store itself or issued by an authority that
 * is; every certificate on that way was valid when the message was sent.
 * @param sent instant at which the message was sent, ISO 8601
 */
export function trustIn(certificate: CertificateRecord, sender: string, sent: string, store: TrustStore): Trust {
  const known = store.certificates.map(certificateOf);
  const fault = chainFault(certificateOf(certificate.pem), known, Date.parse(sent), LONGEST_CHAIN);
  if (fault !== undefined) return { trusted: false, reason: fault };
  if (maySignFor(certificate.subject, sender, store)) return { trusted: true };
  return { trusted: false, reason: `${certificate.subject} may not sign for ${sender}` };
}

/** Why nobody in the store vouches for a certificate; undefined when somebody does. */
function chainFault(
  certificate: X509Certificate,
  known: readonly X509Certificate[],
  at: number,
  left: number,
): string | undefined {
  if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo)) {
    return `${nameOf(certificate)} was not valid then`;
  }
  if (known.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) return undefined;
  const issuers = left > 0 ? known.filter((each) => each.ca && certificate.checkIssued(each)) : [];
  if (issuers.length === 0) return `nobody trusted has issued ${nameOf(certificate)}`;
  const issued = issuers.filter((each) => certificate.verify(each.publicKey));
  if (issued.length === 0) return `${nameOf(certificate)} was not signed by the issuer it names`;
  const faults = issued.map((each) => chainFault(each, known, at, left - 1));
  return faults.includes(undefined) ? undefined : faults[0];
}

function maySignFor(subject: string, sender: string, { bindings }: TrustStore): boolean {
  if (!bindings || bindings.length === 0) return true;
  const common = /(?:^|, )CN=(.*)$/.exec(subject)?.[1];
  return bindings
    .filter(({ senders }) => senders.includes(sender))
    .some(({ subjects }) => subjects.some((allowed) => allowed === subject || allowed === common));
}

function nameOf({ subject }: X509Certificate): string {
  return (subject ?? '').replaceAll('\n', ', ');
}

/** Reading a certificate takes longer than all the rest. */
export function certificateOf(pem: string): X509Certificate {
  const known = parsed.get(pem);
  if (known) return known;
  if (parsed.size >= 1000) parsed.clear();
  const certificate = new X509Certificate(pem);
  parsed.set(pem, certificate);
  return certificate;
}
