import { xmlCharactersOnly } from '../xml/characters';

/** Text as XML character data. Characters that XML 1.0 cannot hold are left out. */
export function escaped(text: string): string {
  return xmlCharactersOnly(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** One element on a line of its own; nothing when there is no text. */
export function line(indent: string, name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `${indent}<${name}>${escaped(text)}</${name}>\n`;
}

/** An element around lines of its own. */
export function block(indent: string, name: string, inner: string): string {
  return `${indent}<${name}>\n${inner}${indent}</${name}>\n`;
}

/** An instant as local time with a numeric offset; UTC is written as `-00:00`, as the standard asks. */
export function timeText(instant: string, offsetMinutes: number, separator: 'T' | ' ' = 'T'): string {
  const local = new Date(Date.parse(instant) + offsetMinutes * 60_000).toISOString();
  const minutes = Math.abs(offsetMinutes);
  const sign = offsetMinutes > 0 ? '+' : '-';
  const offset = `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${local.slice(0, 10)}${separator}${local.slice(11, 19)}${offset}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
