import { SaxesParser } from 'saxes';

/** An element with everything that canonical XML needs: prefixes, declarations and the order of its nodes. */
export interface DocElement {
  kind: 'element';
  /** As written, with its prefix. */
  name: string;
  local: string;
  namespace: string;
  attributes: { name: string; value: string; namespace: string }[];
  /** Declarations on this element: prefix (empty for the default) to address. */
  declared: ReadonlyMap<string, string>;
  /** Everything in scope, its own declarations included. */
  scope: ReadonlyMap<string, string>;
  parent: DocElement | undefined;
  children: DocNode[];
}

export type DocNode =
  | DocElement
  | { kind: 'text'; text: string }
  | { kind: 'comment'; text: string }
  | { kind: 'instruction'; target: string; body: string };

export interface SignedDocument {
  before: DocNode[];
  root: DocElement;
  after: DocNode[];
}

const OUTERMOST: ReadonlyMap<string, string> = new Map([['', '']]);

/** Reads a text that `parseXml` has accepted already: limits and well-formedness are checked there. */
export function readDocument(text: string): SignedDocument | undefined {
  const document: { before: DocNode[]; root?: DocElement; after: DocNode[] } = { before: [], after: [] };
  let open: DocElement | undefined;
  const add = (node: DocNode) => {
    if (open) open.children.push(node);
    else (document.root ? document.after : document.before).push(node);
  };
  const write = (piece: string) => {
    if (!open || piece === '') return;
    const last = open.children[open.children.length - 1];
    if (last?.kind === 'text') last.text += piece;
    else open.children.push({ kind: 'text', text: piece });
  };

  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', (tag) => {
    const element = elementOf(tag.name, tag.attributes as Record<string, string>, open);
    if (open) open.children.push(element);
    else document.root ??= element;
    open = element;
  });
  parser.on('closetag', () => {
    open = open?.parent;
  });
  parser.on('text', write);
  parser.on('cdata', write);
  parser.on('comment', (comment) => add({ kind: 'comment', text: comment }));
  parser.on('processinginstruction', ({ target, body }) => add({ kind: 'instruction', target, body }));
  parser.write(text).close();
  return document.root && { ...document, root: document.root };
}

function elementOf(name: string, given: Record<string, string>, parent: DocElement | undefined): DocElement {
  const declared = new Map<string, string>();
  const plain: [string, string][] = [];
  for (const attribute in given) {
    const value = given[attribute] as string;
    if (attribute === 'xmlns') declared.set('', value);
    else if (attribute.startsWith('xmlns:')) declared.set(attribute.slice(6), value);
    else plain.push([attribute, value]);
  }
  const outer = parent?.scope ?? OUTERMOST;
  const scope = declared.size === 0 ? outer : new Map([...outer, ...declared]);
  const prefix = prefixOf(name);
  return {
    kind: 'element',
    name,
    local: prefix === '' ? name : name.slice(prefix.length + 1),
    namespace: scope.get(prefix) ?? '',
    attributes: plain.map(([attribute, value]) => ({
      name: attribute,
      value,
      // An attribute without a prefix is in no namespace.
      namespace: prefixOf(attribute) === '' ? '' : (scope.get(prefixOf(attribute)) ?? prefixOf(attribute)),
    })),
    declared,
    scope,
    parent,
    children: [],
  };
}

/** The first child element of that local name. */
export function childOf(element: DocElement | undefined, local: string): DocElement | undefined {
  return element?.children.find((node): node is DocElement => node.kind === 'element' && node.local === local);
}

export function childElements(element: DocElement | undefined): DocElement[] {
  return element?.children.filter((node): node is DocElement => node.kind === 'element') ?? [];
}

/** Every element of that local name below, in document order. */
export function descendantsOf(element: DocElement | undefined, local: string): DocElement[] {
  return childElements(element).flatMap((child) => [
    ...(child.local === local ? [child] : []),
    ...descendantsOf(child, local),
  ]);
}

export function attributeOf(element: DocElement | undefined, name: string): string | undefined {
  return element?.attributes.find((each) => each.name === name)?.value;
}

/** The text directly in an element, without any white space. */
export function compactText(element: DocElement | undefined): string {
  const text = element?.children.map((node) => (node.kind === 'text' ? node.text : '')).join('') ?? '';
  return text.replace(/\s+/g, '');
}

export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}
