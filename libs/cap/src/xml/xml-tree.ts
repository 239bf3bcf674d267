import { SaxesParser } from 'saxes';
import type { Findings, FindingCode } from '../findings/finding';

/** One element, with its namespace resolved. Text of all its text nodes and CDATA sections is joined. */
export interface XmlElement {
  /** Local name, without prefix. */
  name: string;
  /** Namespace address; empty when there is none. */
  namespace: string;
  /** Attributes other than namespace declarations, in document order. */
  attributes: XmlAttribute[];
  children: XmlElement[];
  text: string;
  /** Part of the text stood in a CDATA section: to a schema that is content, even when it is blank. */
  hasCData?: true;
}

export interface XmlAttribute {
  /** As written, with its prefix. */
  name: string;
  /** Namespace address of its prefix; empty when there is none. */
  namespace: string;
  value: string;
}

/** Limits that are enforced while reading, so that a hostile document costs no more than an honest one. */
export const XML_LIMITS = { depth: 32, attributesOfOneElement: 64, elements: 200_000 } as const;

/** Thrown out of the parser's handlers: saxes would otherwise read on to the end of a hostile document. */
class Stop extends Error {
  constructor(
    readonly code: FindingCode,
    readonly found?: string,
  ) {
    super(code);
  }
}

/**
 * Text to tree in one pass. Stops at the first offence: any DOCTYPE, any ill-formed markup, too much depth, too many
 * attributes or elements. Returns undefined, with a finding, when it stopped.
 */
export function parseXml(text: string, findings: Findings): XmlElement | undefined {
  const builder = new TreeBuilder();
  try {
    builder.read(text);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    findings.add(stop.code, '/', stop.found === undefined ? {} : { found: stop.found });
    return undefined;
  }
  return builder.root;
}

type Scope = ReadonlyMap<string, string>;
const OUTERMOST: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/**
 * Stops at the first error. Namespaces are resolved by the builder: saxes walks up all open elements for each name, which is
 * quadratic in the depth.
 */
class StrictParser extends SaxesParser<{ xmlns: false; position: false }> {
  constructor() {
    super({ xmlns: false, position: false });
  }

  override fail(message: string): this {
    throw new Stop('xml.malformed', `${this.line}:${this.column} ${message}`);
  }
}

class TreeBuilder {
  root: XmlElement | undefined;
  private readonly open: XmlElement[] = [];
  private readonly scopes: Scope[] = [OUTERMOST];
  private attributes = 0;
  private elements = 0;

  read(text: string): void {
    const parser = new StrictParser();
    // Seven handlers at most: with an eighth V8 keeps the parser as a dictionary, and reading takes six times as long.
    parser.on('doctype', () => {
      throw new Stop('xml.doctype');
    });
    parser.on('attribute', () => this.countAttribute());
    parser.on('opentag', (tag) => {
      this.countElement();
      this.start(tag.name, tag.attributes as Record<string, string>);
    });
    parser.on('closetag', () => this.end());
    parser.on('text', (piece) => this.write(piece));
    parser.on('cdata', (piece) => this.writeCData(piece));
    parser.on('processinginstruction', ({ target }) => {
      if (target.includes(':')) throw new Stop('xml.malformed', `colon in ${target}`);
    });
    parser.write(text).close();
    if (this.root === undefined) throw new Stop('xml.malformed', 'no element');
  }

  private countElement(): void {
    this.attributes = 0;
    this.elements += 1;
    if (this.open.length >= XML_LIMITS.depth) throw new Stop('xml.too-deep', `> ${XML_LIMITS.depth}`);
    if (this.elements > XML_LIMITS.elements) throw new Stop('xml.too-many-elements', `> ${XML_LIMITS.elements}`);
  }

  private countAttribute(): void {
    this.attributes += 1;
    if (this.attributes > XML_LIMITS.attributesOfOneElement) {
      throw new Stop('xml.too-many-attributes', `> ${XML_LIMITS.attributesOfOneElement}`);
    }
  }

  private start(qualified: string, given: Record<string, string>): void {
    let scope = this.scopes[this.scopes.length - 1] as Scope;
    const attributes: XmlAttribute[] = [];
    for (const name in given) {
      const value = given[name] as string;
      if (name === 'xmlns') scope = new Map([...scope, ['', value]]);
      else if (name.startsWith('xmlns:')) scope = new Map([...scope, [name.slice(6), value]]);
      else attributes.push({ name, namespace: '', value });
    }
    for (const attribute of attributes) {
      const colon = attribute.name.indexOf(':');
      checkName(attribute.name, colon);
      if (colon > 0) attribute.namespace = resolve(scope, attribute.name.slice(0, colon));
    }
    const colon = qualified.indexOf(':');
    checkName(qualified, colon);
    const element: XmlElement = {
      name: colon < 0 ? qualified : qualified.slice(colon + 1),
      namespace: colon < 0 ? (scope.get('') ?? '') : resolve(scope, qualified.slice(0, colon)),
      attributes,
      children: [],
      text: '',
    };
    const parent = this.open[this.open.length - 1];
    if (parent) parent.children.push(element);
    else this.root = element;
    this.open.push(element);
    this.scopes.push(scope);
  }

  private end(): void {
    this.open.pop();
    this.scopes.pop();
  }

  private writeCData(piece: string): void {
    this.write(piece);
    const element = this.open[this.open.length - 1];
    if (element) element.hasCData = true;
  }

  private write(piece: string): void {
    const element = this.open[this.open.length - 1];
    if (element) element.text = element.text === '' ? piece : element.text + piece;
  }
}

function resolve(scope: Scope, prefix: string): string {
  const namespace = scope.get(prefix);
  if (namespace === undefined || namespace === '') throw new Stop('xml.malformed', `unbound prefix ${prefix}`);
  return namespace;
}

/** What may stand in a name, but not at the beginning of its local part. */
const NOT_FIRST = /^[-.0-9\u00b7\u0300-\u036f\u203f\u2040]/;

/** At most one colon, and a name on both sides of it. */
function checkName(qualified: string, colon: number): void {
  const broken =
    colon === 0 ||
    (colon > 0 &&
      (colon === qualified.length - 1 ||
        qualified.includes(':', colon + 1) ||
        NOT_FIRST.test(qualified.slice(colon + 1))));
  if (broken) throw new Stop('xml.malformed', `name ${qualified}`);
}
