import type { Findings } from '../findings/finding';
import { fitsGb18030, fitsLatin1, fitsUtf8 } from './encoding-guess';
import { decodeStrictly, decoderOf } from './encoding-labels';

const DECLARED = /^<\?xml\s[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._:-]{1,40})["']/;

/**
 * Bytes to text. Reads the byte order mark, the declared encoding, or UTF-8; repairs a wrong declaration only where
 * the bytes fit one other encoding with certainty. Returns undefined, with a finding, when they do not.
 */
export function decode(bytes: Uint8Array, findings: Findings): string | undefined {
  if (bytes.length === 0) return refused(findings, 'xml.empty');
  const marked = byMark(bytes);
  if (marked)
    return marked.encoding === 'utf-8'
      ? unmarked(bytes.subarray(3), 'utf-8', findings)
      : strict(bytes.subarray(2), marked.encoding, findings);
  return plain(bytes, findings);
}

function byMark(bytes: Uint8Array): { encoding: string } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be' };
  return undefined;
}

function plain(bytes: Uint8Array, findings: Findings): string | undefined {
  return unmarked(bytes, declaredEncoding(bytes), findings);
}

function unmarked(bytes: Uint8Array, declared: string | undefined, findings: Findings): string | undefined {
  if (bytes.includes(0)) return refused(findings, 'xml.nul');
  if (declared === undefined) return utf8OrCertain(bytes, 'utf-8', findings);

  const decoder = decoderOf(declared);
  if (decoder === undefined) return refused(findings, 'xml.encoding-unknown', declared);
  if (decoder === 'utf-8') return utf8OrCertain(bytes, 'utf-8', findings);
  // A declaration that was carried over by a tool which re-coded the bytes.
  if (decoder.startsWith('utf-16') || fitsUtf8(bytes, decoder)) return utf8OrCertain(bytes, declared, findings, true);
  return strict(bytes, decoder, findings);
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).trimStart();
  return DECLARED.exec(start)?.[1]?.toLowerCase();
}

function utf8OrCertain(
  bytes: Uint8Array,
  declared: string,
  findings: Findings,
  misdeclared = false,
): string | undefined {
  const text = decodeStrictly(bytes, 'utf-8');
  if (text !== undefined) {
    if (misdeclared) findings.add('xml.encoding-repaired', '/', { found: declared, repaired: 'utf-8' });
    return trimmed(text, findings);
  }
  const certain = fitsLatin1(bytes) ? 'windows-1252' : fitsGb18030(bytes) ? 'gb18030' : undefined;
  if (certain === undefined) return refused(findings, 'xml.encoding-invalid', declared);
  findings.add('xml.encoding-repaired', '/', { found: declared, repaired: certain });
  return strict(bytes, certain, findings);
}

function strict(bytes: Uint8Array, encoding: string, findings: Findings): string | undefined {
  const text = decodeStrictly(bytes, encoding);
  if (text === undefined) return refused(findings, 'xml.encoding-invalid', encoding);
  if (text.includes('\0')) return refused(findings, 'xml.nul');
  return trimmed(text, findings);
}

function trimmed(text: string, findings: Findings): string {
  const start = text.trimStart();
  if (start.length !== text.length && start.startsWith('<?xml')) findings.add('xml.leading-space', '/');
  return start;
}

function refused(
  findings: Findings,
  code: 'xml.empty' | 'xml.nul' | 'xml.encoding-unknown' | 'xml.encoding-invalid',
  found?: string,
): undefined {
  findings.add(code, '/', found === undefined ? {} : { found });
  return undefined;
}
