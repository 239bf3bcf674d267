import { signatureFault, SIGNATURE_POLICIES } from './signature-policy';

const SIGNED = ['cap.signature-intact'];

describe('ALRT-12: what a source is asked for', () => {
  it.each([
    ['unsigned', []],
    ['with a signature that cannot be checked', ['cap.signature-unverifiable']],
    ['signed by a key that nobody trusts', ['cap.signature-intact', 'cap.signature-untrusted']],
    ['signed outside of the validity of its key', ['cap.signature-intact', 'cap.signature-outside-validity']],
  ])('%s: held where a signature is required, a warning where it is preferred', (_, codes) => {
    expect(signatureFault('required', 'accepted', codes)).toEqual({
      verdict: 'held',
      because: 'alerting.signature-required',
    });
    expect(signatureFault('preferred', 'accepted', codes)).toEqual({
      verdict: 'accepted-with-warnings',
      because: 'alerting.signature-preferred',
    });
  });

  it('a signature that holds satisfies every policy', () => {
    for (const policy of SIGNATURE_POLICIES) expect(signatureFault(policy, 'accepted', SIGNED)).toBeUndefined();
  });

  it('nothing is asked of others', () => {
    expect(signatureFault('checked', 'accepted', [])).toBeUndefined();
    expect(signatureFault('ignored', 'accepted', [])).toBeUndefined();
  });

  it('what is held stays held, what is rejected stays rejected', () => {
    expect(signatureFault('preferred', 'held', [])?.verdict).toBe('held');
    expect(signatureFault('required', 'rejected', [])).toBeUndefined();
  });
});
