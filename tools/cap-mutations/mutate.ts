import type { Random } from './random';
import { ATTRIBUTES, NAMES, NAMESPACES, VALUES } from './values';

/** A damaged copy of a document: one to three changes, of its structure or of its bytes. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let result: Buffer = Buffer.from(bytes);
  for (let left = random.next() < 0.6 ? 1 : 2 + random.below(2); left > 0; left -= 1) {
    result = random.next() < 0.7 ? structureChanged(result, random) : bytesChanged(result, random);
  }
  return result;
}

type ByteChange = (bytes: Buffer, at: number, random: Random) => Buffer;

const BYTE_CHANGES: readonly ByteChange[] = [
  (bytes, at, random) => spliced(bytes, at, 1, Buffer.from([random.below(256)])),
  (bytes, at, random) => spliced(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.below(8))])),
  (bytes, at, random) => spliced(bytes, at, 1 + random.below(8)),
  (bytes, at, random) => spliced(bytes, at, 0, Buffer.from([32 + random.below(95)])),
  (bytes, at, random) => spliced(bytes, at, 0, Buffer.from(random.pick(VALUES))),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, random) => spliced(bytes, random.below(bytes.length + 1), 0, bytes.subarray(at, at + random.below(200))),
  (bytes, at) => spliced(bytes, at, 1, Buffer.from([0])),
];

function bytesChanged(bytes: Buffer, random: Random): Buffer {
  return random.pick(BYTE_CHANGES)(bytes, random.below(bytes.length + 1), random);
}

function spliced(bytes: Buffer, at: number, length: number, inserted: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + length)]);
}

/** Where one element begins and ends in the text. */
interface Span {
  start: number;
  /** After the start tag. */
  inner: number;
  /** Before the end tag. */
  innerEnd: number;
  end: number;
  /** As written, with its prefix. */
  name: string;
  isLeaf: boolean;
}

const TAG = /<(\/?)([A-Za-z_][\w.-]*(?::[\w.-]+)?)((?:\s[^<>]*)?)(\/?)>/g;
/** More elements than this add nothing but time. */
const MOST_SPANS = 3000;

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  const open: Span[] = [];
  for (const match of text.matchAll(TAG)) {
    if (spans.length >= MOST_SPANS) break;
    const [tag, closing, name = '', , empty] = match;
    const after = match.index + tag.length;
    if (closing === '/') {
      const span = open.pop();
      if (span) Object.assign(span, { innerEnd: match.index, end: after });
      continue;
    }
    const parent = open.at(-1);
    if (parent) parent.isLeaf = false;
    const span: Span = { start: match.index, inner: after, innerEnd: after, end: after, name, isLeaf: true };
    spans.push(span);
    if (empty !== '/') open.push(span);
  }
  return spans;
}

type StructureChange = (text: string, span: Span, spans: Span[], random: Random) => string;

const replaced = (text: string, start: number, end: number, by: string) => text.slice(0, start) + by + text.slice(end);
const outer = (text: string, { start, end }: Span) => text.slice(start, end);

const STRUCTURE_CHANGES: readonly StructureChange[] = [
  (text, { start, end }) => replaced(text, start, end, ''),
  (text, span) => replaced(text, span.end, span.end, outer(text, span)),
  (text, { inner, innerEnd }, _, random) => replaced(text, inner, innerEnd, random.pick(VALUES)),
  (text, span, spans, random) =>
    replaced(text, span.inner, span.innerEnd, random.pick(VALUES) || random.pick(spans).name),
  (text, span, spans, random) => {
    const other = random.pick(spans);
    if (other.start < span.end && span.start < other.end) return text;
    const [first, second] = span.start < other.start ? [span, other] : [other, span];
    const between = text.slice(first.end, second.start);
    return replaced(text, first.start, second.end, outer(text, second) + between + outer(text, first));
  },
  (text, span, spans, random) => {
    const at = random.pick(spans).start;
    return replaced(text, at, at, outer(text, span));
  },
  (text, span, _, random) => {
    const prefix = span.name.includes(':') && random.next() < 0.9 ? `${span.name.split(':')[0]}:` : '';
    const name = `${prefix}${random.pick(NAMES)}`;
    const renamed = outer(text, span).replaceAll(span.name, name);
    return replaced(text, span.start, span.end, renamed);
  },
  (text, { start, name }, _, random) => {
    const at = start + 1 + name.length;
    return replaced(text, at, at, random.pick(ATTRIBUTES));
  },
  (text, { start, name }, _, random) => {
    const at = start + 1 + name.length;
    return replaced(text, at, at, ` xmlns="${random.pick(NAMESPACES)}"`);
  },
  (text, { inner }, _, random) => replaced(text, inner, inner, random.pick(VALUES)),
  (text, { end }, _, random) => {
    const name = random.pick(NAMES);
    return replaced(text, end, end, `<${name}>${random.pick(VALUES)}</${name}>`);
  },
  (text, { end }, _, random) =>
    replaced(text, end, end, `<s:Signature xmlns:s="${random.pick(NAMESPACES)}"><s:a/></s:Signature>`),
  (text, span) => replaced(text, span.start, span.end, `<x>${outer(text, span)}</x>`),
  (text, { inner, innerEnd }, _, random) => {
    if (innerEnd === inner) return text;
    const at = inner + random.below(innerEnd - inner);
    return replaced(text, at, at + 1, String.fromCharCode(32 + random.below(95)));
  },
  (text, _, __, random) =>
    text.replace(
      /urn:oasis:names:tc:emergency:cap:1\.\d|http:\/\/www\.incident\.com\/cap\/1\.0/,
      random.pick(NAMESPACES),
    ),
];

function structureChanged(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('utf8');
  const spans = spansOf(text);
  if (spans.length === 0) return bytesChanged(bytes, random);
  return Buffer.from(random.pick(STRUCTURE_CHANGES)(text, random.pick(spans), spans, random));
}
