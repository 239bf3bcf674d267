import type { Findings } from '../findings/finding';
import { verifySignatures } from '../signature/verify';

/** Records what each signature of an alert document says, on the text as published. */
export function checkSignatures(text: string, sent: string | undefined, findings: Findings): void {
  verifySignatures(text).forEach((check, index) => {
    const path = `/alert/Signature[${index + 1}]`;
    if (check.state === 'tampered') findings.add('cap.signature-tampered', path, { found: check.reason });
    else if (check.state === 'unverifiable') findings.add('cap.signature-unverifiable', path, { found: check.reason });
    else {
      const subject = check.certificate?.subject.replaceAll('\n', ', ') ?? 'RSA';
      findings.add('cap.signature-intact', path, { found: `${check.reading}; ${subject}` });
      if (check.weak) findings.add('cap.signature-weak', path);
      const valid = check.certificate;
      const outside = sent !== undefined && valid && (sent < iso(valid.validFrom) || sent > iso(valid.validTo));
      if (outside)
        findings.add('cap.signature-outside-validity', path, { found: `${valid.validFrom} – ${valid.validTo}` });
    }
  });
}

/** Certificates print their dates in one fixed form, `Sep 30 11:23:48 2024 GMT`. */
function iso(date: string): string {
  return new Date(date).toISOString();
}
