import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describeWith, makeIdentity } from '@libs/testing';
import { judge } from '../judge/judge';
import { decode } from '../xml/decode';
import { Findings } from '../findings/finding';
import { parseXml } from '../xml/xml-tree';
import { signCap } from './sign';
import { verifySignatures } from './verify';

const SAMPLE = readFileSync(join(__dirname, '../../samples/rainstorm-update-qingcheng.xml'), 'utf8');
const NOW = new Date('2026-07-10T14:00:00Z');
const rsa = makeIdentity({ kind: 'rsa', name: 'Qingyang RSA' });
const elliptic = makeIdentity({ name: 'Qingyang EC' });

describe.each([
  ['RSA', rsa],
  ['ECDSA', elliptic],
])('an alert that is signed with %s', (_, signer) => {
  it('verifies as published and stays the same message', () => {
    const text = signCap(SAMPLE, signer);
    expect(verifySignatures(text)).toMatchObject([{ state: 'verified', reading: 'as-published', weak: false }]);
    const [plain, signed] = [SAMPLE, text].map((each) => judge(Buffer.from(each), { now: NOW }));
    expect(signed?.verdict).toBe('accepted');
    expect(signed?.message).toEqual(plain?.message);
    expect(signed?.signatures).toMatchObject([{ certificate: { subject: signer.certificate.subject } }]);
  });

  it('keeps every byte, and its last comment and instruction', () => {
    const tail = '\n<!-- </x> -->\n<?end </y>?>\n';
    const text = signCap(SAMPLE.trimEnd() + tail, signer);
    expect(text.replace(/<Signature .*<\/Signature>/, '')).toBe(SAMPLE.trimEnd() + tail);
    expect(verifySignatures(text)).toMatchObject([{ state: 'verified' }]);
  });

  it('does not verify by its certificate after any change of a byte that changes what a parser reads', () => {
    const bytes = Buffer.from(signCap(SAMPLE, signer));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const mutated = Buffer.from(bytes);
        mutated[at]! ^= change;
        const [before, after] = [bytes, mutated].map(treeOf);
        if (after === undefined || after === before) return;
        const verified = judge(mutated, { now: NOW }).signatures?.filter(({ state }) => state === 'verified') ?? [];
        // A changed name in a certificate leaves its key as it was; it is no longer the certificate that is trusted.
        const own = expect.objectContaining({ fingerprint: signer.certificate.fingerprint256 });
        expect(verified).not.toContainEqual(expect.objectContaining({ certificate: own }));
      }),
      { numRuns: 300 },
    );
  });
});

/** What a parser makes of the bytes, white space between elements aside. */
function treeOf(bytes: Buffer): string | undefined {
  const findings = new Findings();
  const text = decode(bytes, findings);
  const tree = text === undefined ? undefined : parseXml(text, findings);
  return tree && JSON.stringify(tree, (name, value: unknown) => (name === 'text' && value === '' ? undefined : value));
}

describe('signing', () => {
  it('refuses another key than that of the certificate', () => {
    expect(() => signCap(SAMPLE, { ...rsa, certificate: elliptic.certificate })).toThrow('does not belong');
  });

  it('refuses what is signed already, and what is no alert', () => {
    expect(() => signCap(signCap(SAMPLE, rsa), rsa)).toThrow('signed already');
    expect(() => signCap('<feed></feed>', rsa)).toThrow('Only an alert');
    expect(() => signCap('<alert/>', rsa)).toThrow('Only an alert');
  });
});

// An independent reader of the same standard; where it is missing the last line of the run says so.
describeWith('xmlsec1', 'xmlsec1', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenghuo-xmlsec1-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const isVerified = (text: string, certificate: string) => {
    const [document, trusted] = [join(folder, 'alert.xml'), join(folder, 'trusted.pem')];
    writeFileSync(document, text);
    writeFileSync(trusted, certificate);
    const options = ['--verify', '--enabled-key-data', 'x509', '--trusted-pem', trusted];
    return spawnSync('xmlsec1', [...options, '--verification-gmt-time', '2026-07-10 14:00:00', document]).status === 0;
  };

  it.each([
    ['RSA', rsa],
    ['ECDSA', elliptic],
  ])('verifies what is signed with %s, by the certificate and no other, and nothing that was changed', (_, signer) => {
    const text = signCap(SAMPLE, signer);
    expect(isVerified(text, signer.certificate.toString())).toBe(true);
    expect(isVerified(text, makeIdentity().certificate.toString())).toBe(false);
    expect(isVerified(text.replace('>Actual<', '>Test<'), signer.certificate.toString())).toBe(false);
  });

  it('verifies an alert with prefixes, instructions and characters to escape', () => {
    const text = SAMPLE.replace('<cap:alert ', '<?style a="b"?>\n<cap:alert xmlns:unused="urn:unused" ').replace(
      '<cap:headline>',
      '<cap:headline>&lt;&amp;"&#13;',
    );
    expect(text).not.toBe(SAMPLE);
    expect(isVerified(signCap(text, rsa), rsa.certificate.toString())).toBe(true);
  });
});
