import type { Findings } from '../findings/finding';
import type { CapMessage } from '../message';
import { recordOf, type SignatureRecord } from '../signature/record';
import { certificateOf, trustIn, type TrustStore } from '../signature/trust';
import { verifySignatures } from '../signature/verify';

/** Records what each signature of an alert document says, on the text as published. */
export function checkSignatures(
  text: string,
  message: CapMessage | undefined,
  trust: TrustStore | undefined,
  findings: Findings,
): SignatureRecord[] {
  const records = verifySignatures(text, trust?.certificates.map(certificateOf)).map(recordOf);
  records.forEach((record, index) => {
    const path = `/alert/Signature[${index + 1}]`;
    report(record, path, findings);
    if (record.state !== 'verified' || message === undefined) return;
    reportValidity(record, message, path, findings);
    if (trust) reportTrust(record, message, trust, path, findings);
  });
  return records;
}

type Verified = Extract<SignatureRecord, { state: 'verified' }>;

function report(record: SignatureRecord, path: string, findings: Findings): void {
  switch (record.state) {
    case 'tampered':
      findings.add('cap.signature-tampered', path, { found: record.reason });
      return;
    case 'elsewhere':
      findings.add('cap.signature-covers-another', path, { found: record.reason });
      return;
    case 'damaged':
      findings.add('cap.signature-damaged', path, { found: record.reason, expected: 'Signature' });
      return;
    case 'unverifiable':
      findings.add('cap.signature-unverifiable', path, { found: record.reason });
      return;
    case 'verified':
      findings.add('cap.signature-intact', path, {
        found: `${record.reading}; ${record.certificate?.subject ?? 'a bare key'}`,
      });
      if (record.weak) findings.add('cap.signature-weak', path);
  }
}

function reportValidity({ certificate }: Verified, { sent }: CapMessage, path: string, findings: Findings): void {
  if (!certificate) return;
  const { validFrom, validTo } = certificate;
  const at = Date.parse(sent);
  if (at < Date.parse(validFrom) || at > Date.parse(validTo)) {
    findings.add('cap.signature-outside-validity', path, { found: `${validFrom} – ${validTo}` });
  }
}

function reportTrust(
  { certificate }: Verified,
  { sender, sent }: CapMessage,
  store: TrustStore,
  path: string,
  findings: Findings,
): void {
  const trust = certificate ? trustIn(certificate, sender, sent, store) : undefined;
  if (trust?.trusted) findings.add('cap.signature-trusted', path, { found: certificate?.subject ?? '' });
  else findings.add('cap.signature-untrusted', path, { found: trust?.reason ?? 'a bare key' });
}
