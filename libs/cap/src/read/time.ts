/** How a time was written where that differs from CAP's own form; several may apply. */
export interface TimeForm {
  /** Instant in milliseconds since 1970, as if UTC when no offset was given. */
  instant: number;
  /** Minutes east of UTC; undefined when the text has no offset. */
  offset?: number;
  zulu: boolean;
  /** White space for `T`, fractions, missing seconds, `+0800` and the like. */
  loose: boolean;
  leapSecond: boolean;
}

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})([Tt]| {1,2})(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?$/;
const STANDARD = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[+-]\d{2}:\d{2}|Z)?$/;
const FRACTION = /[.,](\d{1,3})/;
const LONGEST = 64;
const MINUTE = 60_000;

/** Reads a time strictly by its digits, never by Date's lenient parser. Undefined when no instant can be told. */
export function readTime(text: string): TimeForm | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute] = [1, 2, 3, 5, 6].map((at) => Number(parts[at])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const second = parts[7] === undefined ? 0 : Number(parts[7]);
  if (!isDay(year, month, day) || !isClock(hour, minute, second)) return undefined;
  const offset = offsetOf(parts[8]);
  if (offset === null) return undefined;

  const fraction = FRACTION.exec(text)?.[1] ?? '';
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, Number(fraction.padEnd(3, '0')));
  return {
    instant: utc - (offset ?? 0) * MINUTE,
    ...(offset === undefined ? {} : { offset }),
    zulu: parts[8] === 'Z' || parts[8] === 'z',
    loose: !STANDARD.test(text),
    leapSecond: second === 60,
  };
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 24:00:00 is midnight at the end of the day; a leap second ends the last minute of a UTC day or, by offset, another. */
function isClock(hour: number, minute: number, second: number): boolean {
  if (hour === 24) return minute === 0 && second === 0;
  return hour <= 23 && minute <= 59 && (second <= 59 || (second === 60 && minute % 15 === 14));
}

/** Minutes; undefined when absent, null when impossible. */
function offsetOf(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  if (text === 'Z' || text === 'z') return 0;
  const digits = text.replace(':', '');
  const hours = Number(digits.slice(1, 3));
  const minutes = Number(digits.slice(3, 5));
  if (hours > 14 || minutes > 59) return null;
  const east = hours * 60 + minutes;
  return digits.startsWith('-') ? (east === 0 ? 0 : -east) : east;
}
