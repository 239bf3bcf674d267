import { visit, type JSONPath } from 'jsonc-parser';
import { HttpProblem, type RequestFault } from './problem';
import type { ProblemCode } from './problem-catalogue';

/** Deeper than any body of ours by far; without a limit a few kilobytes of brackets cost a stack. */
const DEEPEST = 32;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const LONE_SURROGATE_OR_NUL = /\p{Surrogate}|\0/u;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body, and refuses what `JSON.parse` would silently change: a key that occurs twice, a number that does
 * not fit, half a character. Returns undefined for an empty body. Throws HttpProblem `json.*`, naming the field.
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  let source: string;
  try {
    source = utf8.decode(bytes);
  } catch {
    throw new HttpProblem('json.not-utf8');
  }
  if (isTooDeep(bytes)) throw tooDeep();
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw malformed(source);
  }
  if (!isPlain(source, value)) inspect(source);
  return value;
}

// A forbidden key (or one that escapes may hide), or a number with an exponent or many digits.
const SUSPICIOUS = /\\u|__proto__|constructor|prototype|(?:^|[:[,])\s*-?(?:[\d.]+[eE]|[\d.]{16})/;
const KEY = /"\s*:/g;

/**
 * Whether a body is certainly harmless, told ten times faster than by inspecting each token: nothing suspicious in it,
 * and as many keys in the value as in the source (a key that occurs twice is lost in the value).
 */
function isPlain(source: string, value: unknown): boolean {
  return !SUSPICIOUS.test(source) && countKeys(value) === (source.match(KEY)?.length ?? 0);
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const children: unknown[] = Object.values(value);
  let keys = Array.isArray(value) ? 0 : children.length;
  for (const child of children) keys += countKeys(child);
  return keys;
}

/** Told from the bytes: `JSON.parse` itself needs 50 ms for 200 kB of brackets. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0x22) inText = !inText;
    else if (inText) i += byte === 0x5c ? 1 : 0;
    else if (byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x5d || byte === 0x7d) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

const tooDeep = () => new HttpProblem('json.too-deep', { facts: { accepted: DEEPEST } });

function inspect(source: string): void {
  const keysOfOpenObjects: Set<string>[] = [];
  visit(source, {
    onObjectBegin: () => void keysOfOpenObjects.push(new Set()),
    onObjectEnd: () => void keysOfOpenObjects.pop(),
    onObjectProperty: (key, _o, _l, _line, _character, path) => {
      const keys = keysOfOpenObjects.at(-1)!;
      if (keys.has(key)) refuse('json.duplicate-key', [...path(), key]);
      if (FORBIDDEN.has(key)) refuse('json.forbidden-key', [...path(), key]);
      if (LONE_SURROGATE_OR_NUL.test(key)) refuse('json.not-a-character', path());
      keys.add(key);
    },
    onLiteralValue: (value: unknown, offset, length, _line, _character, path) => {
      if (typeof value === 'number') {
        const written = source.slice(offset, offset + length);
        if (!fits(value, written)) refuse('json.number-out-of-range', path(), written.slice(0, 40));
      } else if (typeof value === 'string' && LONE_SURROGATE_OR_NUL.test(value)) {
        refuse('json.not-a-character', path());
      }
    },
  });
}

/** Finite, not rounded to zero, and no integer that a double cannot tell from its neighbour. */
function fits(value: number, written: string): boolean {
  if (!Number.isFinite(value)) return false;
  if (value === 0) return !/[1-9]/.test(written.replace(/[eE].*$/, ''));
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

const ACCEPTED: Partial<Record<ProblemCode, RequestFault['accepted']>> = {
  'json.duplicate-key': { en: 'the key once', 'zh-CN': '该键只出现一次' },
  'json.forbidden-key': { en: 'any other key', 'zh-CN': '其他键' },
  'json.not-a-character': {
    en: 'whole Unicode characters other than NUL',
    'zh-CN': '完整的 Unicode 字符，且不含空字符',
  },
  'json.number-out-of-range': {
    en: 'a number that a double keeps: an integer between -(2^53-1) and 2^53-1, or a decimal between 1e-308 and 1e308',
    'zh-CN': '双精度可精确保存的数：-(2^53-1) 至 2^53-1 的整数，或 1e-308 至 1e308 的小数',
  },
};

function refuse(code: ProblemCode, path: JSONPath, found?: string): never {
  const fault: RequestFault = { pointer: pointerOf(path), code, accepted: ACCEPTED[code]! };
  if (found !== undefined) fault.found = found;
  throw new HttpProblem(code, { errors: [fault] });
}

/** JSON pointer of a path, RFC 6901; long paths of a hostile body are cut. */
export const pointerOf = (path: readonly (string | number)[]): string =>
  path
    .slice(0, 40)
    .map((step) => `/${String(step).slice(0, 100).replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');

/** Says where the reader stumbled: the line and column of the first fault, or that it is too deep to say. */
function malformed(source: string): HttpProblem {
  let depth = 0;
  const enter = () => {
    if (++depth > DEEPEST) throw tooDeep();
  };
  try {
    visit(
      source,
      {
        onObjectBegin: enter,
        onArrayBegin: enter,
        onObjectEnd: () => void depth--,
        onArrayEnd: () => void depth--,
        onError: (_error, _offset, _length, line, column) => {
          throw new HttpProblem('json.malformed', { facts: { line: line + 1, column: column + 1 } });
        },
      },
      { disallowComments: true },
    );
  } catch (problem) {
    if (problem instanceof HttpProblem) return problem;
    throw problem;
  }
  return new HttpProblem('json.malformed');
}
