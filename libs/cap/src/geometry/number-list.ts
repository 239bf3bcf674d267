/** What stands between two numbers; `loose` is a comma with white space around it, or another sign in its place. */
export type Between = 'comma' | 'space' | 'loose';

export interface NumberList {
  numbers: number[];
  /** `between[i]` stands before `numbers[i + 1]`. */
  between: Between[];
  /** A comma or semicolon stands before the first or after the last number. */
  dangling: boolean;
}

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const WIDE_COMMA = 0xff0c;

/**
 * Reads a text that consists of decimal numbers, white space and commas, by hand and in linear time: a regular
 * expression over 40,000 pairs has overflowed the stack of others. Undefined when anything else stands in it.
 */
export function readNumbers(text: string): NumberList | undefined {
  const numbers: number[] = [];
  const between: Between[] = [];
  let commas = 0;
  let spaces = 0;
  let loose = false;
  let dangling = false;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      spaces += 1;
      at += 1;
    } else if (code === COMMA || code === SEMICOLON || code === WIDE_COMMA) {
      commas += 1;
      if (code !== COMMA) loose = true;
      at += 1;
    } else {
      const end = endOfNumber(text, at);
      if (end === at) return undefined;
      if (numbers.length > 0) {
        if (commas > 1 || commas + spaces === 0) return undefined;
        between.push(commas === 0 ? 'space' : spaces > 0 || loose ? 'loose' : 'comma');
      } else if (commas > 0) {
        if (commas > 1) return undefined;
        dangling = true;
      }
      const number = Number(text.slice(at, end));
      if (!Number.isFinite(number)) return undefined;
      numbers.push(number);
      at = end;
      commas = 0;
      spaces = 0;
      loose = false;
    }
  }
  if (commas > 1) return undefined;
  return { numbers, between, dangling: dangling || commas === 1 };
}

/** Index after the decimal number that begins at `from`; `from` itself when none begins there. */
function endOfNumber(text: string, from: number): number {
  let at = from;
  const sign = text.charCodeAt(at);
  if (sign === 0x2b || sign === 0x2d) at += 1;
  const whole = endOfDigits(text, at);
  let digits = whole - at;
  at = whole;
  if (text.charCodeAt(at) === 0x2e) {
    const fraction = endOfDigits(text, at + 1);
    digits += fraction - at - 1;
    at = fraction;
  }
  if (digits === 0) return from;
  const exponent = text.charCodeAt(at);
  if (exponent === 0x45 || exponent === 0x65) {
    const next = text.charCodeAt(at + 1);
    const begin = next === 0x2b || next === 0x2d ? at + 2 : at + 1;
    const end = endOfDigits(text, begin);
    if (end === begin) return from;
    at = end;
  }
  return at;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 0x30 && code <= 0x39; code = text.charCodeAt(at)) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000;
}
