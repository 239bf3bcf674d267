import type { CatalogueEntry } from './severity';

/** What can be wrong with the bytes and the XML before any meaning is read. */
export const XML_FINDINGS = {
  'xml.empty': ['reject', '报文为空。', 'The message is empty.'],
  'xml.too-large': ['reject', '报文超过大小上限。', 'The message is larger than the limit.'],
  'xml.nul': ['reject', '报文中含有 NUL 字节。', 'The message contains NUL bytes.'],
  'xml.encoding-invalid': [
    'reject',
    '字节与其字符编码不符，无法确定原文。',
    'The bytes do not fit their character encoding, and what was meant is not certain.',
  ],
  'xml.encoding-unknown': ['reject', '声明了不支持的字符编码。', 'The declared character encoding is not supported.'],
  'xml.encoding-repaired': [
    'warning',
    '字节与声明的编码不符，已按可确定的编码读取。',
    'The bytes are not in the declared encoding; they were read in the one that fits with certainty.',
  ],
  'xml.leading-space': [
    'warning',
    'XML 声明之前有空白，已去除。',
    'White space stands before the XML declaration; it was removed.',
  ],
  'xml.doctype': ['reject', '不接受任何 DOCTYPE。', 'A DOCTYPE is never accepted.'],
  'xml.malformed': ['reject', '不是格式正确的 XML。', 'This is not well-formed XML.'],
  'xml.too-deep': ['reject', '元素嵌套超过深度上限。', 'Elements are nested deeper than the limit.'],
  'xml.too-many-attributes': ['reject', '一个元素的属性过多。', 'One element has more attributes than the limit.'],
  'xml.too-many-elements': ['reject', '元素总数超过上限。', 'There are more elements than the limit.'],
} satisfies Record<string, CatalogueEntry>;
