import { types } from 'node:util';

/** Keys whose values never reach a log, at any depth: bodies, secrets, and people's data. */
const WITHHELD_KEYS =
  /^(body|rawBody|raw|payload|authorization|cookie|set-cookie|password|passwordHash|secret|token|accessToken|refreshToken|phone|phones|mobile|contact|contacts|parameters|query)$/i;
const MOBILE_NUMBER = /(?<![\w.-])(?:\+?86[ -]?)?1[3-9]\d{9}(?![\w.-])/g;
const JSON_WEB_TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const DEPTH = 5;

/** The same value without what must not be logged; deeper than five levels nothing is logged at all. */
export function withholdFields(value: unknown, depth = 0): unknown {
  if (types.isNativeError(value)) return describeError(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (depth >= DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((each) => withholdFields(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      WITHHELD_KEYS.test(key) ? '[withheld]' : withholdFields(each, depth + 1),
    ]),
  );
}

/** The same text without mobile numbers and tokens, wherever they came from. */
export function withholdText(text: string): string {
  return text.replace(MOBILE_NUMBER, '[phone]').replace(JSON_WEB_TOKEN, '[token]');
}

/**
 * What may be known about an error. Not its other fields: database drivers put the values of a row into `detail`
 * and of a statement into `parameters`.
 */
export function describeError(error: Error): Record<string, unknown> {
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: error.stack,
    ...(types.isNativeError(cause) ? { cause: describeError(cause) } : {}),
  };
}
