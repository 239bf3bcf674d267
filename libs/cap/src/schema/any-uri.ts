import type { SimpleType } from './simple-types';

// The grammar of RFC 3986. XML Schema lets the characters that a URI has to escape stand for their escaped forms.
const ESCAPABLE = /[^\u0021-\u007e]|["<>\\^`{|}]/gu;
const UNRESERVED = 'A-Za-z0-9._~\\-';
const DELIMITERS = "!$&'()*+,;=";
const PERCENT = '%[0-9A-Fa-f]{2}';
const PCHAR = `(?:[${UNRESERVED}${DELIMITERS}:@]|${PERCENT})`;
const SEGMENT_WITHOUT_COLON = `(?:[${UNRESERVED}${DELIMITERS}@]|${PERCENT})+`;
const USER = `(?:(?:[${UNRESERVED}${DELIMITERS}:]|${PERCENT})*@)?`;
const HOST = `(?:\\[[^\\]]*\\]|(?:[${UNRESERVED}${DELIMITERS}]|${PERCENT})*)`;
const AUTHORITY = `//${USER}${HOST}(?::[0-9]+)?(?:/${PCHAR}*)*`;
const ABSOLUTE_PATH = `/(?:${PCHAR}+(?:/${PCHAR}*)*)?`;
const ROOTLESS_PATH = `${PCHAR}+(?:/${PCHAR}*)*`;
const RELATIVE_PATH = `${SEGMENT_WITHOUT_COLON}(?:/${PCHAR}*)*`;
const TAIL = `(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?`;
const REFERENCE = new RegExp(
  `^(?:[A-Za-z][A-Za-z0-9+.-]*:(?:${AUTHORITY}|${ABSOLUTE_PATH}|${ROOTLESS_PATH})?|(?:${AUTHORITY}|${ABSOLUTE_PATH}|${RELATIVE_PATH})?)${TAIL}$`,
);

export const ANY_URI: SimpleType = {
  name: 'anyURI',
  collapse: true,
  accepts: (text) => REFERENCE.test(text.replace(ESCAPABLE, '_')),
};
