import type { NamedValue } from '../message';
import type { FindingCode } from '../findings/finding';
import type { XmlElement } from '../xml/xml-tree';
import { childrenOf } from './children';
import { plainText } from './plain-text';
import { childPath, keepOriginal, type Children, type Reading } from './reading';
import { PAIR_SHAPE } from './shape';
import { readTime } from './time';

// Overrides and embeddings can make a text read as its opposite; C1 controls are damage from a wrong encoding.
const UNSAFE = /[\u0080-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/;
const UNSAFE_ALL = /[\u0080-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text of a single child, trimmed; undefined when it is absent or empty. */
export function textOf(children: Children, name: string, path: string, reading: Reading): string | undefined {
  const elements = children.get(name);
  if (elements === undefined) return undefined;
  const element = elements.find((candidate) => candidate.text.trim() !== '') ?? (elements[0] as XmlElement);
  return elementText(element, childPath(path, name), reading);
}

/** Texts of all children of a name, without the empty ones. */
export function textsOf(children: Children, name: string, path: string, reading: Reading): string[] {
  return (children.get(name) ?? []).flatMap((element, index) => {
    const text = elementText(element, childPath(path, name, index), reading);
    return text === undefined ? [] : [text];
  });
}

export function elementText(element: XmlElement, path: string, reading: Reading): string | undefined {
  let text = element.text.trim();
  if (UNSAFE.test(text)) {
    reading.findings.add('cap.direction-characters', path);
    text = withoutUnsafe(text).trim();
  }
  if (text !== '') return text;
  if (element.children.length === 0) reading.findings.add('cap.empty-element', path);
  return undefined;
}

/** Without the characters that steer or spoil what people see. */
export function withoutUnsafe(text: string): string {
  return text.replaceAll('\u0085', '\n').replace(UNSAFE_ALL, '');
}

/** Text for people: HTML is turned into plain text, the original is kept. */
export function proseOf(children: Children, name: string, path: string, reading: Reading): string | undefined {
  const text = textOf(children, name, path, reading);
  if (text === undefined) return undefined;
  const plain = plainText(text);
  if (plain === text) return text;
  const at = childPath(path, name);
  reading.findings.add('cap.html-in-text', at, { found: text });
  keepOriginal(reading, at, text);
  return plain === '' ? undefined : plain;
}

/** One of the allowed values; undefined when absent. A value that is not allowed is reported with `code`. */
export function oneOf<T extends string>(
  allowed: readonly T[],
  children: Children,
  name: string,
  path: string,
  reading: Reading,
  code: FindingCode,
): T | undefined {
  const raw = textOf(children, name, path, reading);
  const element = children.get(name)?.[0];
  const value = raw === undefined ? undefined : match(allowed, raw, childPath(path, name), reading, element?.text);
  if (value === undefined) {
    reading.findings.add(code, childPath(path, name), { found: raw ?? '', expected: allowed.join(' | ') });
  }
  return value;
}

/** The allowed value that a text means; letter case and white space are repaired. */
export function match<T extends string>(
  allowed: readonly T[],
  text: string,
  path: string,
  reading: Reading,
  raw: string | undefined = text,
): T | undefined {
  const exact = allowed.find((value) => value === text);
  if (exact !== undefined) {
    if (raw !== exact) reading.findings.add('cap.space-around', path, { found: raw, repaired: exact });
    return exact;
  }
  const lower = text.toLowerCase();
  const meant = allowed.find((value) => value.toLowerCase() === lower);
  if (meant !== undefined) reading.findings.add('cap.letter-case', path, { found: text, repaired: meant });
  return meant;
}

/** A time as an instant in UTC; undefined, with a finding, when absent or unreadable. */
export function timeOf(children: Children, name: string, path: string, reading: Reading): string | undefined {
  const text = textOf(children, name, path, reading);
  if (text === undefined) return undefined;
  const at = childPath(path, name);
  const { findings, profile } = reading;
  const time = readTime(text);
  if (time === undefined) {
    findings.add('cap.time-unreadable', at, { found: text, expected: 'YYYY-MM-DDThh:mm:ss±hh:mm' });
    return undefined;
  }
  let { instant } = time;
  if (time.offset === undefined) instant -= reading.assumedOffset() * 60_000;
  const iso = new Date(instant).toISOString();

  if (time.offset === undefined) findings.add('cap.time-offset-missing', at, { found: text, repaired: iso });
  if (time.leapSecond) findings.add('cap.time-leap-second', at, { found: text, repaired: iso });
  if (time.zulu && profile === 'cap-1.2') findings.add('cap.time-zulu', at, { found: text, repaired: iso });
  if (profile === 'cn' && text[10] === ' ') findings.add('cn.time-space', at, { found: text, repaired: iso });
  if (time.loose && !isAllowedForm(text, profile)) findings.add('cap.time-form', at, { found: text, repaired: iso });
  keepOriginal(reading, at, text);
  return iso;
}

/** The versions before 1.2 allow fractions of a second; China's profile has a space where others have `T`. */
function isAllowedForm(text: string, profile: Reading['profile']): boolean {
  if (profile === 'cn') return true;
  return profile !== 'cap-1.2' && text[10] === 'T' && /\d{2}:\d{2}:\d{2}/.test(text);
}

/** Name-and-value pairs; in CAP 1.0 they are written `name=value`. Pairs without a value are dropped. */
export function pairsOf(children: Children, name: string, path: string, reading: Reading): NamedValue[] {
  return (children.get(name) ?? []).flatMap((element, index) => {
    const at = childPath(path, name, index);
    const pair = element.children.length === 0 ? barePair(element.text.trim()) : pairOf(element, at, reading);
    if (pair.value === '') {
      reading.findings.add('cap.value-missing', at, { found: pair.valueName });
      return [];
    }
    if (pair.valueName === '' && reading.profile !== 'cap-1.0' && reading.profile !== 'cn') {
      reading.findings.add('cap.value-name-missing', at, { found: pair.value });
    }
    return [pair];
  });
}

function pairOf(element: XmlElement, path: string, reading: Reading): NamedValue {
  const children = childrenOf(element, PAIR_SHAPE, path, reading);
  return {
    valueName: children.get('valueName')?.[0]?.text.trim() ?? '',
    value: children.get('value')?.[0]?.text.trim() ?? '',
  };
}

function barePair(text: string): NamedValue {
  const equals = text.indexOf('=');
  if (equals < 0) return { valueName: '', value: text };
  return { valueName: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}
