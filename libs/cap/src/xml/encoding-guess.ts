import { decodeStrictly } from './encoding-labels';

/**
 * Are bytes that are not UTF-8 Latin-1 beyond doubt? Only when every byte above ASCII is a Latin letter or a sign of
 * Latin prose that stands alone among ASCII, some letter is part of a word, and no valid UTF-8 sequence occurs: a damaged
 * UTF-8 text has one somewhere, French prose has none.
 */
export function fitsLatin1(bytes: Uint8Array): boolean {
  let letters = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x80) continue;
    const [before, next] = [bytes[at - 1] ?? 0, bytes[at + 1] ?? 0];
    if (byte >= 0xc2 && next >= 0x80 && next < 0xc0) return false;
    if (isLatinLetter(byte) && (isAsciiLetter(before) || isAsciiLetter(next))) letters += 1;
    // `à` is a word of its own; so are ° and the quotation marks.
    else if (before >= 0x80 || next >= 0x80 || !(isLatinLetter(byte) || isLatinSign(byte))) return false;
  }
  return letters > 0;
}

/**
 * Are bytes that are not UTF-8 Chinese in GB 18030 beyond doubt? Only when they decode without an error and everything
 * above ASCII is a common Chinese character or Chinese punctuation.
 */
export function fitsGb18030(bytes: Uint8Array): boolean {
  return isChineseIn(bytes, 'gb18030');
}

function isChineseIn(bytes: Uint8Array, encoding: string): boolean {
  const text = decodeStrictly(bytes, encoding);
  if (text === undefined) return false;
  let characters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (!isChinese(code)) return false;
    characters += 1;
  }
  return characters >= 4;
}

function isLatinLetter(byte: number): boolean {
  return byte >= 0xc0 && byte < 0xfe && byte !== 0xd7 && byte !== 0xf7;
}

/** ’ “ ” – — … in windows-1252, and no-break space « ° » in Latin-1. */
function isLatinSign(byte: number): boolean {
  return [0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa0, 0xab, 0xb0, 0xbb].includes(byte);
}

function isAsciiLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function isChinese(code: number): boolean {
  const ideograph = code >= 0x4e00 && code <= 0x9fff;
  const punctuation = (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff65);
  const sign =
    code === 0xb0 || code === 0x2103 || code === 0x2014 || code === 0x2026 || (code >= 0x2018 && code <= 0x201d);
  const roman = code >= 0x2160 && code <= 0x216b;
  return ideograph || punctuation || sign || roman;
}

const SEVERAL_BYTES = ['gb18030', 'big5', 'euc-jp', 'euc-kr', 'shift_jis'];

/**
 * Are bytes that are declared to be in an older encoding UTF-8 beyond doubt? Prose of one byte for a letter never forms
 * its sequences; that of several bytes may, but what they say is then hardly Chinese.
 */
export function fitsUtf8(bytes: Uint8Array, declared: string): boolean {
  if (bytes.every((byte) => byte < 0x80) || decodeStrictly(bytes, 'utf-8') === undefined) return false;
  if (!SEVERAL_BYTES.includes(declared)) return true;
  return decodeStrictly(bytes, declared) === undefined || isChineseIn(bytes, 'utf-8');
}
