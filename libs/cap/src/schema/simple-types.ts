/** A type of text content: does a text, after the white space handling of the type, belong to it? */
export interface SimpleType {
  /** What a finding gives as expected. */
  name: string;
  /** White space is collapsed before the text is looked at; otherwise every character counts. */
  collapse: boolean;
  accepts(text: string): boolean;
  /** Stands for an element without any content. */
  default?: string;
}

export const STRING: SimpleType = { name: 'string', collapse: false, accepts: () => true };

export function oneOf(values: readonly string[]): SimpleType {
  const allowed = new Set(values);
  return { name: values.join(' | '), collapse: false, accepts: (text) => allowed.has(text) };
}

const LANGUAGE_TAG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;
/** An empty language element means the standard's default. */
export const LANGUAGE: SimpleType = {
  name: 'language',
  collapse: true,
  accepts: (text) => LANGUAGE_TAG.test(text),
  default: 'en-US',
};

export const INTEGER: SimpleType = {
  name: 'integer',
  collapse: true,
  accepts: (text) => /^[+-]?[0-9]+$/.test(text),
};

export const DECIMAL: SimpleType = {
  name: 'decimal',
  collapse: true,
  accepts: (text) => /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/.test(text),
};

/** dateTime of XML Schema 1.0. */
export const DATE_TIME: SimpleType = { name: 'dateTime', collapse: true, accepts: isDateTime };

const CAP_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
/** Since 1.2 a time needs an offset in figures and has no fractions. */
export const OFFSET_TIME: SimpleType = {
  name: 'dateTime ±hh:mm',
  collapse: true,
  accepts: (text) => CAP_TIME.test(text) && isDateTime(text),
};

const PARTS =
  /^-?([1-9][0-9]{4,8}|[0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)(Z|[+-]([0-9]{2}):([0-9]{2}))?$/;
const LARGEST_OFFSET = 14 * 60;

function isDateTime(text: string): boolean {
  const parts = PARTS.exec(text);
  if (parts === null || /^0+$/.test(parts[1] as string)) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [offsetHours, offsetMinutes] = [Number(parts[8] ?? 0), Number(parts[9] ?? 0)];
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    (hour <= 23 || endOfDay) &&
    minute <= 59 &&
    second < 60 &&
    offsetMinutes <= 59 &&
    offsetHours * 60 + offsetMinutes <= LARGEST_OFFSET
  );
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
