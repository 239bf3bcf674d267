import type { Findings } from '../findings/finding';
import { recordOf, type SignatureRecord } from '../signature/record';
import { verifySignatures } from '../signature/verify';

/** Records what each signature of an alert document says, on the text as published. */
export function checkSignatures(text: string, sent: string | undefined, findings: Findings): SignatureRecord[] {
  const records = verifySignatures(text).map(recordOf);
  records.forEach((record, index) => report(record, `/alert/Signature[${index + 1}]`, sent, findings));
  return records;
}

function report(record: SignatureRecord, path: string, sent: string | undefined, findings: Findings): void {
  switch (record.state) {
    case 'tampered':
      findings.add('cap.signature-tampered', path, { found: record.reason });
      return;
    case 'elsewhere':
      findings.add('cap.signature-covers-another', path, { found: record.reason });
      return;
    case 'unverifiable':
      findings.add('cap.signature-unverifiable', path, { found: record.reason });
      return;
    case 'verified':
      break;
  }
  const { reading, weak, certificate } = record;
  findings.add('cap.signature-intact', path, { found: `${reading}; ${certificate?.subject ?? 'a bare key'}` });
  if (weak) findings.add('cap.signature-weak', path);
  if (sent === undefined || !certificate) return;
  const { validFrom, validTo } = certificate;
  const at = Date.parse(sent);
  if (at < Date.parse(validFrom) || at > Date.parse(validTo)) {
    findings.add('cap.signature-outside-validity', path, { found: `${validFrom} – ${validTo}` });
  }
}
