import { prefixOf, type DocElement, type DocNode, type SignedDocument } from './document';

export interface CanonicalOptions {
  /** Exclusive canonical XML writes only the namespaces that are used; inclusive writes all that are in scope. */
  exclusive: boolean;
  /** Writes comments as well. */
  comments?: boolean;
  /** Prefixes that exclusive canonical XML treats as if it were inclusive. */
  inclusivePrefixes?: ReadonlySet<string>;
  /** Elements that are left out with all that is in them. */
  omit?: (element: DocElement) => boolean;
  /** Leaves out text nodes that consist of white space, as if the document had been published compact. */
  omitBlankText?: boolean;
}

/** Canonical XML (1.0, 1.1 and exclusive) of a whole document. */
export function canonicalDocument({ before, root, after }: SignedDocument, options: CanonicalOptions): string {
  const beside = (nodes: DocNode[]) => nodes.map((node) => besideElements(node, options)).filter((text) => text !== '');
  const head = beside(before).map((text) => `${text}\n`);
  const tail = beside(after).map((text) => `\n${text}`);
  return [...head, canonicalElement(root, options), ...tail].join('');
}

/** Canonical XML of one element with what it inherits from its ancestors. */
export function canonicalElement(element: DocElement, options: CanonicalOptions): string {
  const out: string[] = [];
  const inherited = options.exclusive ? [] : inheritedXmlAttributes(element);
  const apex = inherited.length === 0 ? element : { ...element, attributes: [...element.attributes, ...inherited] };
  write(apex, OUTERMOST, options, out);
  return out.join('');
}

/** `xml:lang` and the like of the ancestors, which inclusive canonical XML puts on the outermost element. */
function inheritedXmlAttributes(element: DocElement): DocElement['attributes'] {
  const known = new Set(element.attributes.map(({ name }) => name));
  const found: DocElement['attributes'] = [];
  for (let outer = element.parent; outer; outer = outer.parent) {
    for (const attribute of outer.attributes) {
      if (!attribute.name.startsWith('xml:') || attribute.name === 'xml:id' || known.has(attribute.name)) continue;
      known.add(attribute.name);
      found.push(attribute);
    }
  }
  return found;
}

const OUTERMOST: ReadonlyMap<string, string> = new Map([['', '']]);

function write(
  element: DocElement,
  rendered: ReadonlyMap<string, string>,
  options: CanonicalOptions,
  out: string[],
): void {
  const namespaces = namespacesToWrite(element, rendered, options);
  const inner = namespaces.length === 0 ? rendered : new Map([...rendered, ...namespaces]);
  out.push('<', element.name);
  for (const [prefix, address] of namespaces)
    out.push(' xmlns', prefix && ':', prefix, '="', attributeText(address), '"');
  for (const { name, value } of sortedAttributes(element)) out.push(' ', name, '="', attributeText(value), '"');
  out.push('>');
  for (const child of element.children) {
    if (child.kind === 'text') {
      if (!options.omitBlankText || child.text.trim() !== '') out.push(plainText(child.text));
    } else if (child.kind !== 'element') out.push(besideElements(child, options));
    else if (!options.omit?.(child)) write(child, inner, options, out);
  }
  out.push('</', element.name, '>');
}

function namespacesToWrite(
  element: DocElement,
  rendered: ReadonlyMap<string, string>,
  { exclusive, inclusivePrefixes }: CanonicalOptions,
): [string, string][] {
  const used = new Set([
    prefixOf(element.name),
    ...element.attributes.map(({ name }) => prefixOf(name)).filter(Boolean),
  ]);
  return [...element.scope]
    .filter(([prefix]) => prefix !== 'xml' && (!exclusive || used.has(prefix) || inclusivePrefixes?.has(prefix)))
    .filter(([prefix, address]) => (rendered.get(prefix) ?? '') !== address)
    .sort(([a], [b]) => compare(a, b));
}

function sortedAttributes({ attributes }: DocElement): DocElement['attributes'] {
  if (attributes.length < 2) return attributes;
  return [...attributes].sort((a, b) => compare(a.namespace, b.namespace) || compare(localOf(a.name), localOf(b.name)));
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function plainText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}

function attributeText(text: string): string {
  if (!/[&<"\t\n\r]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}

/** Instructions, and comments where they count. */
function besideElements(node: DocNode, { comments }: CanonicalOptions): string {
  if (node.kind === 'comment') return comments ? `<!--${node.text.replaceAll('\r', '&#xD;')}-->` : '';
  if (node.kind !== 'instruction') return '';
  return node.body === '' ? `<?${node.target}?>` : `<?${node.target} ${node.body}?>`;
}
