import type { Reference } from '../message';
import { keepOriginal, type Reading } from './reading';
import { readTime } from './time';

const TRIPLE = /^([^,\s][^,]*),([^,]+),(\S+)$/;
const LONGEST_LIST = 500;

/**
 * The earlier messages that a text names. CAP writes `sender,identifier,sent` triples separated by white space; China's
 * profile writes bare identifiers. Repeated references are given once; a message's reference to itself is left out.
 */
export function readReferences(
  text: string | undefined,
  own: { sender: string; identifier: string; sent: string },
  path: string,
  reading: Reading,
): Reference[] {
  if (text === undefined) return [];
  const { findings } = reading;
  const references: Reference[] = [];
  const seen = new Set<string>();
  for (const part of parts(text).slice(0, LONGEST_LIST)) {
    const reference = one(part, path, reading);
    if (reference === undefined) continue;
    if (reference.identifier === own.identifier && (reference.sender ?? own.sender) === own.sender) {
      findings.add('cap.reference-to-itself', path, { found: part });
      continue;
    }
    const key = `${reference.sender ?? ''}\n${reference.identifier}`;
    if (seen.has(key)) {
      findings.add('cap.reference-repeated', path, { found: part });
      continue;
    }
    seen.add(key);
    if (reference.sent !== undefined && reference.sent > own.sent)
      findings.add('cap.reference-later', path, { found: part });
    references.push(reference);
  }
  if (references.length > 0) keepOriginal(reading, path, text);
  return references;
}

function one(part: string, path: string, reading: Reading): Reference | undefined {
  const triple = TRIPLE.exec(part);
  if (triple === null) {
    const identifier = part.replaceAll(',', '').trim();
    if (reading.profile === 'cn') {
      reading.findings.add('cn.reference-first-issue', path, { found: part });
    } else {
      reading.findings.add('cap.reference-form', path, { found: part, expected: 'sender,identifier,sent' });
    }
    // With some commas but not a triple nobody can tell which part is the identifier.
    return identifier === '' || part.includes(',') ? undefined : { identifier };
  }
  const [, sender, identifier, sent] = triple as unknown as [string, string, string, string];
  const reference: Reference = { sender, identifier: identifier.trim() };
  const time = readTime(sent);
  if (time === undefined) {
    reading.findings.add('cap.reference-form', path, { found: part, expected: 'sender,identifier,sent' });
  } else {
    reference.sent = new Date(time.instant).toISOString();
  }
  return reference;
}

/** Splits at white space, but keeps together what a sender with a space in its name has torn apart. */
function parts(text: string): string[] {
  const whole: string[] = [];
  let open = '';
  for (const piece of text.split(/\s+/)) {
    if (piece === '') continue;
    open = open === '' ? piece : `${open} ${piece}`;
    const commas = count(open);
    if (commas >= 2 || (commas === 0 && !text.includes(','))) {
      whole.push(open);
      open = '';
    }
  }
  if (open !== '') whole.push(open);
  return whole;
}

function count(text: string): number {
  return text.split(',').length - 1;
}
