import type { MessageVerdict } from './disposition';
import type { ServiceFindingCode } from './findings';

/**
 * What a source is asked for. `required`: a signature that holds; `preferred`: one is missed when it is not there;
 * `checked`: one that is there is checked; `ignored`: none is looked at.
 */
export const SIGNATURE_POLICIES = ['required', 'preferred', 'checked', 'ignored'] as const;
export type SignaturePolicy = (typeof SIGNATURE_POLICIES)[number];

const HOLDS = 'cap.signature-intact';
/** A signature that holds, by a key that nobody here trusts, proves nothing about who sent it. */
const UNTRUSTED = ['untrusted', 'outside-validity', 'unverifiable', 'covers-another', 'damaged'].map(
  (code) => `cap.signature-${code}`,
);

/**
 * Rule ALRT-12: what comes unsigned, or with a signature that cannot be relied on, from a source that has to sign waits
 * for a person; from one that should sign it is accepted with a warning. Tampered is rejected wherever it is looked at.
 * @param codes what the judge found
 */
export function signatureFault(
  policy: SignaturePolicy,
  verdict: string,
  codes: readonly string[],
): { verdict: MessageVerdict; because: ServiceFindingCode } | undefined {
  if (policy === 'checked' || policy === 'ignored' || verdict === 'rejected') return undefined;
  if (codes.includes(HOLDS) && !UNTRUSTED.some((code) => codes.includes(code))) return undefined;
  if (policy === 'required') return { verdict: 'held', because: 'alerting.signature-required' };
  return { verdict: verdict === 'held' ? 'held' : 'accepted-with-warnings', because: 'alerting.signature-preferred' };
}
