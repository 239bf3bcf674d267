/** What `TextDecoder` reads and real documents are written in. Nothing with a state in it, and nothing invented. */
const READABLE = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  ...[874, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => `windows-${page}`),
  'koi8-r',
  'koi8-u',
  'macintosh',
  'gb18030',
  'big5',
  'euc-jp',
  'shift_jis',
  'euc-kr',
];

/** Labels of the Encoding Standard whose decoder is a wider one here, and names that it does not list. */
const MEANT: Record<string, string> = {
  ascii: 'utf-8',
  'us-ascii': 'utf-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'windows-936': 'gb18030',
  'euc-cn': 'gb18030',
  'utf-16': 'utf-16le',
  'ucs-2': 'utf-16le',
  cp949: 'euc-kr',
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  latin1: 'windows-1252',
};

const lettersOf = (label: string) => label.toLowerCase().replace(/[^a-z0-9]/g, '');

const BY_LETTERS = new Map([
  ...READABLE.map((name) => [lettersOf(name), name] as const),
  ...Object.entries(MEANT).map(([label, name]) => [lettersOf(label), name] as const),
]);

/** The decoder for a declared name, however it is punctuated; undefined for one that is not read here. */
export function decoderOf(label: string): string | undefined {
  const known = BY_LETTERS.get(lettersOf(label));
  if (known !== undefined) return known;
  try {
    const { encoding } = new TextDecoder(label);
    return BY_LETTERS.get(lettersOf(encoding));
  } catch {
    return undefined;
  }
}

/** Text of bytes that are in that encoding without any error; undefined for others. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
