import { Findings } from '../findings/finding';
import { decode } from './decode';

const WORD = '暴雨红色预警';
const FRENCH = 'Pluies prévues à Épinal';

/** What becomes of a word in bytes of its own under a declared name: the text, and the codes found. */
function read(declared: string, bytes: Uint8Array) {
  const findings = new Findings();
  const head = Buffer.from(`<?xml version="1.0" encoding="${declared}"?><a>`);
  const text = decode(Buffer.concat([head, bytes, Buffer.from('</a>')]), findings);
  return { word: text?.replace(/<[^>]*>/g, ''), codes: findings.all().map(({ code }) => code) };
}

const utf8 = (text: string) => Buffer.from(text, 'utf8');
/** 暴雨红色预警 in GB 18030. */
const GB = Buffer.from('b1a9d3eabaecc9abd4a4beaf', 'hex');

describe('a declared encoding', () => {
  it.each(['UTF8', 'utf-8', 'utf_8', 'utf.8', 'unicode-1-1-utf-8', 'US-ASCII'])('%s is UTF-8', (name) =>
    expect(read(name, utf8(WORD))).toEqual({ word: WORD, codes: [] }),
  );

  it.each([
    'ISO-8859-1',
    'iso8859-1',
    'ISO8859_1',
    'iso_8859-1:1987',
    'Latin-1',
    'latin1',
    'l1',
    'cp1252',
    'Windows_1252',
  ])('%s is Latin-1, as the web reads it', (name) =>
    expect(read(name, Buffer.from(FRENCH, 'latin1'))).toEqual({ word: FRENCH, codes: [] }),
  );

  it.each(['GB18030', 'gb-18030', 'gb_18030', 'GB2312', 'gb_2312-80', 'GBK', 'x-gbk', 'CP936', 'EUC-CN'])(
    '%s is GB 18030',
    (name) => expect(read(name, GB)).toEqual({ word: WORD, codes: [] }),
  );

  it.each([
    ['ISO-8859-9', 'dd', 'İ'],
    ['iso8859-15', 'a4', '€'],
    ['KOI8_R', 'e7', 'Г'],
    ['windows-874', 'a1', 'ก'],
    ['TIS-620', 'a1', 'ก'],
    ['SJIS', '93fa', '日'],
    ['EUC_JP', 'c6fc', '日'],
    ['ks_c_5601-1987', 'b0a1', '가'],
    ['Big5-HKSCS', 'a4e9', '日'],
  ])('%s is read by its own table', (name, bytes, word) => {
    expect(read(name, Buffer.from(bytes, 'hex'))).toEqual({ word, codes: [] });
  });

  it.each(['UTF-7', 'EBCDIC-CP-US', 'x-user-defined', 'replacement', 'iso-2022-cn', 'none'])(
    '%s is not read, for nobody can tell what stands there',
    (name) => expect(read(name, utf8(WORD))).toEqual({ word: undefined, codes: ['xml.encoding-unknown'] }),
  );

  it.each(['UTF-16', 'utf16', 'UTF_16LE', 'UCS-2', 'ISO-8859-1', 'windows-1251', 'GB2312', 'GBK'])(
    '%s over bytes that are UTF-8 beyond doubt was carried over, and is repaired',
    (name) => expect(read(name, utf8(WORD))).toEqual({ word: WORD, codes: ['xml.encoding-repaired'] }),
  );

  it('of several bytes a letter is believed where the bytes say something in it', () => {
    // 联通, the two characters of GB 18030 that are two letters in UTF-8 as well.
    expect(read('GBK', Buffer.from('c1aacda8', 'hex'))).toEqual({ word: '联通', codes: [] });
  });
});

describe('a byte order mark', () => {
  it.each([
    ['UTF-16', 'utf16le'],
    ['utf16', 'utf16le'],
    ['UTF-8', 'utf8'],
    ['ISO-8859-1', 'utf8'],
  ] as const)('is believed more than the name %s', (name, encoding) => {
    const findings = new Findings();
    const text = `<?xml version="1.0" encoding="${name}"?><a>${WORD}</a>`;
    expect(decode(Buffer.from(`\ufeff${text}`, encoding), findings)).toBe(text);
    expect(findings.worst).toBeUndefined();
  });
});
