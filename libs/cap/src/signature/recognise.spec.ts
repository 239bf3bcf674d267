import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeIdentity } from '@libs/testing';
import { judge } from '../judge/judge';
import { signCap } from './sign';

const SAMPLE = readFileSync(join(__dirname, '../../samples/rainstorm-update-qingcheng.xml'), 'utf8');
const NOW = new Date('2026-07-10T14:00:00Z');
const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
const signed = signCap(SAMPLE, makeIdentity());
const changed = signed.replace('庆城县北部', '庆城县南部');
const signature = /<Signature .*<\/Signature>/.exec(signed)![0];
const judged = (text: string) => judge(Buffer.from(text), { now: NOW });
const codesOf = (text: string) => judged(text).findings.map(({ code }) => code);

const DAMAGES: [string, (text: string) => string][] = [
  ['another namespace', (text) => text.replace(XMLDSIG, 'http://www.w3.org/2000/09/xmldsig')],
  ['a misspelt namespace', (text) => text.replace(XMLDSIG, 'http://www.w3.org/2000/09/xmldisg#')],
  ['the namespace of the alert', (text) => text.replace(XMLDSIG, 'urn:oasis:names:tc:emergency:cap:1.2')],
  ['no namespace', (text) => text.replace(` xmlns="${XMLDSIG}"`, '')],
  ['another name', (text) => text.replace('<Signature ', '<Signed ').replace('</Signature>', '</Signed>')],
  ['another case', (text) => text.replace('<Signature ', '<signature ').replace('</Signature>', '</signature>')],
  ['another name for what it signs', (text) => text.replaceAll('SignedInfo>', 'SignedInf>')],
];

describe('a signature that is damaged', () => {
  it.each(DAMAGES)('by %s holds the alert: it is not the same as none', (_, damage) => {
    const text = damage(signed);
    expect(text).not.toBe(signed);
    expect(judged(text).verdict).toBe('held');
    expect(codesOf(text)).toContain('cap.signature-damaged');
  });

  it.each(DAMAGES.filter(([name]) => !name.includes('what it signs')))(
    'by %s still tells that the alert was changed',
    (_, damage) => {
      expect(judged(damage(changed)).verdict).toBe('rejected');
      expect(codesOf(damage(changed))).toContain('cap.signature-tampered');
    },
  );

  it('by a wrapper around it is in an alert that was changed, for the wrapper was not signed', () => {
    expect(codesOf(signed.replace(signature, `<signed>${signature}</signed>`))).toContain('cap.signature-tampered');
  });

  it('is found inside an info block', () => {
    const moved = signed.replace(signature, '').replace('</cap:info>', `${signature}</cap:info>`);
    expect(moved).toContain(signature);
    expect(judged(moved).verdict).toBe('held');
    expect(codesOf(moved)).toContain('cap.signature-damaged');
  });

  it('inside a list is said to be there', () => {
    const [damage] = DAMAGES.map(([, change]) => change);
    const [alert] = judged(`<alerts>${damage!(signed.replace(/<\?xml[^>]*>/, ''))}</alerts>`).alerts!;
    expect(alert!.findings.map(({ code }) => code)).toContain('cap.signature-unverifiable');
  });
});

describe('what only has the name of a signature', () => {
  it.each([
    ['an unknown element', `<Signature>met office</Signature>`, 'cap.element-unknown'],
    ['an empty template', `<Signature xmlns="${XMLDSIG}"/>`, 'cap.signature-unverifiable'],
  ])('is %s, with a warning', (_, element, code) => {
    const text = SAMPLE.replace('</cap:alert>', `${element}</cap:alert>`);
    expect(judged(text).verdict).toBe('accepted-with-warnings');
    expect(codesOf(text)).toContain(code);
  });
});
