import { Findings, type Finding } from '../findings/finding';
import { childPath } from '../read/reading';
import { decode } from '../xml/decode';
import { parseXml, type XmlElement } from '../xml/xml-tree';
import { SCHEMAS, type ComplexType, type Particle, type Schema } from './definitions';
import type { SimpleType } from './simple-types';

const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
/** Attributes that any element may carry. */
const EVERYWHERE = new Set(['schemaLocation', 'noNamespaceSchemaLocation']);
const NO_TEXT = /^[\t\n\r ]*$/;

/**
 * What the XML and the OASIS schema of its own version say about a document that is one alert: empty when it is valid.
 * The judge repairs most of this; the schema is the stricter of two opinions.
 */
export function schemaFindings(bytes: Uint8Array): Finding[] {
  const findings = new Findings();
  const text = decode(bytes, findings);
  const root = text === undefined ? undefined : parseXml(text, findings);
  if (root !== undefined) checkSchema(root, findings);
  return findings.all();
}

/** Adds what the schema of the element's namespace forbids. */
export function checkSchema(root: XmlElement, findings: Findings): void {
  const schema = SCHEMAS.get(root.namespace);
  const type = schema?.get(root.name);
  if (schema === undefined || type === undefined) {
    findings.add('schema.root-unknown', '/', { found: `{${root.namespace}}${root.name}` });
    return;
  }
  new SchemaCheck(root.namespace, schema, findings).element(root, type, `/${root.name}`);
}

class SchemaCheck {
  constructor(
    private readonly namespace: string,
    private readonly schema: Schema,
    private readonly findings: Findings,
  ) {}

  element(element: XmlElement, type: SimpleType | ComplexType, path: string): void {
    this.attributes(element, path);
    if ('sequence' in type) this.complex(element, type, path);
    else this.simple(element, type, path);
  }

  private attributes(element: XmlElement, path: string): void {
    for (const { name, namespace } of element.attributes) {
      const local = name.slice(name.indexOf(':') + 1);
      if (namespace === INSTANCE && EVERYWHERE.has(local)) continue;
      this.findings.add('schema.attribute-unexpected', path, { found: name });
    }
  }

  private simple(element: XmlElement, type: SimpleType, path: string): void {
    const [inner] = element.children;
    if (inner !== undefined) {
      this.findings.add('schema.element-unexpected', childPath(path, inner.name), { found: inner.name });
      return;
    }
    const given = element.text === '' ? (type.default ?? '') : element.text;
    const text = type.collapse ? given.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '') : given;
    if (!type.accepts(text)) {
      this.findings.add('schema.value-invalid', path, { found: element.text, expected: type.name });
    }
  }

  private complex(element: XmlElement, type: ComplexType, path: string): void {
    if (element.hasCData || !NO_TEXT.test(element.text)) {
      this.findings.add('schema.text-unexpected', path, { found: element.text.trim() });
    }
    const place = new PlaceInSequence(type.sequence);
    const counts = new Map<string, number>();
    for (const child of element.children) {
      const count = counts.get(child.name) ?? 0;
      counts.set(child.name, count + 1);
      const at = childPath(path, child.name, count);
      if (child.namespace === type.openTo && place.mayEnd()) {
        place.close();
        this.lax(child, at);
        continue;
      }
      const particle = child.namespace === this.namespace ? place.take(child.name) : undefined;
      if (particle === undefined) {
        this.findings.add('schema.element-unexpected', at, { found: child.name, expected: place.expected() });
        return;
      }
      this.element(child, particle.type, at);
    }
    if (!place.mayEnd()) this.findings.add('schema.element-missing', path, { expected: place.expected() });
  }

  /** Anything is allowed, but an element that the schema knows is held to it. */
  private lax(element: XmlElement, path: string): void {
    for (const child of element.children) {
      const at = childPath(path, child.name);
      const type = child.namespace === this.namespace ? this.schema.get(child.name) : undefined;
      if (type === undefined) this.lax(child, at);
      else this.element(child, type, at);
    }
  }
}

/** How far a sequence has been matched. No two neighbours of a CAP sequence share a name, so one look ahead suffices. */
class PlaceInSequence {
  private at = 0;
  private taken = false;

  constructor(private readonly sequence: readonly Particle[]) {}

  /** The particle that an element of this name fills; undefined when it is not expected here. */
  take(name: string): Particle | undefined {
    for (let next = this.at; next < this.sequence.length; next += 1) {
      const particle = this.sequence[next] as Particle;
      const free = next > this.at || !this.taken || particle.repeatable;
      if (particle.name === name && free) {
        this.at = next;
        this.taken = true;
        return particle;
      }
      if (this.isOpen(next)) return undefined;
    }
    return undefined;
  }

  mayEnd(): boolean {
    return this.sequence.slice(this.at).every((_, offset) => !this.isOpen(this.at + offset));
  }

  /** Nothing of the sequence may follow any more. */
  close(): void {
    this.at = this.sequence.length;
  }

  /** Names that may come next. */
  expected(): string {
    const names: string[] = [];
    for (let next = this.at; next < this.sequence.length; next += 1) {
      const particle = this.sequence[next] as Particle;
      if (next > this.at || !this.taken || particle.repeatable) names.push(particle.name);
      if (this.isOpen(next)) break;
    }
    return names.join(' | ');
  }

  private isOpen(index: number): boolean {
    const particle = this.sequence[index] as Particle;
    return particle.required && !(index === this.at && this.taken);
  }
}
