const LINE_TAGS = /<(?:br|p|li|tr|div|h[1-6])(?:\s[^<>]{0,300})?\s?\/?>|<\/(?:p|div|tr|ul|ol|h[1-6])>/gi;
const OTHER_TAGS =
  /<\/?(?:a|b|i|u|em|strong|span|font|ul|ol|li|small|big|sup|sub|table|tbody|thead|td|th|center|img)(?:\s[^<>]{0,300})?\/?>/gi;
const ANY_ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});/g;

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * Text without HTML: entities that were escaped twice are read, line-breaking tags become line breaks, known inline
 * tags vanish. Anything else between angle brackets is the issuer's own text and stays.
 */
export function plainText(text: string): string {
  if (!text.includes('<') && !text.includes('&')) return text;
  const read = text.replace(ANY_ENTITY, (entity) => characterOf(entity.slice(1, -1)) ?? entity);
  if (!read.includes('<')) return read;
  const lines = read.replace(LINE_TAGS, '\n').replace(OTHER_TAGS, '').split('\n');
  return lines
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return NAMED[entity];
  const code = entity[1] === 'x' ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
  const printable =
    code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && !(code >= 0x7f && code < 0xa0);
  return printable ? String.fromCodePoint(code) : undefined;
}
