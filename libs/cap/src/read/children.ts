import { SIGNATURE_NAMESPACE } from '../vocabulary';
import type { XmlElement } from '../xml/xml-tree';
import { childPath, type Children, type Reading } from './reading';
import type { Shape } from './shape';

/** Names that issuers invented for an element of the standard whose meaning is certain. */
const MISNAMED: Record<string, string> = { reference: 'references' };

/** Sorts an element's children by name, whatever their order, and reports what the schema does not allow. */
export function childrenOf(
  element: XmlElement,
  shape: Shape,
  path: string,
  reading: Reading,
  ordered = true,
): Children {
  const { findings } = reading;
  const children = new Map<string, XmlElement[]>();
  let furthest = -1;
  let disorder: string | undefined;
  for (const child of element.children) {
    const name = nameOf(child, shape, path, reading);
    if (name === undefined) continue;
    const place = shape.order.get(name) as number;
    if (place < furthest) disorder ??= name;
    furthest = Math.max(furthest, place);

    const same = children.get(name);
    if (same === undefined) children.set(name, [child]);
    else same.push(child);
  }
  if (disorder !== undefined && ordered)
    findings.add('cap.element-order', childPath(path, disorder), { found: disorder });
  checkSingletons(children, shape, path, reading);
  checkAttributes(element, path, reading);
  if (element.children.length > 0 && element.text.trim() !== '') {
    findings.add('cap.stray-text', path, { found: element.text.trim() });
  }
  return children;
}

function nameOf(child: XmlElement, shape: Shape, path: string, reading: Reading): string | undefined {
  const { findings, namespace } = reading;
  if (child.namespace !== namespace) {
    if (child.namespace === SIGNATURE_NAMESPACE && path === '/alert' && reading.profile === 'cap-1.2') return undefined;
    if (child.namespace !== '' || !shape.order.has(child.name)) {
      findings.add('cap.element-unknown', childPath(path, child.name), { found: `{${child.namespace}}${child.name}` });
      return undefined;
    }
    if (!findings.has('cap.namespace-repaired')) {
      findings.add('cap.namespace-repaired', childPath(path, child.name), { found: '', repaired: namespace });
    }
  }
  if (shape.order.has(child.name)) return child.name;
  const meant = MISNAMED[child.name];
  if (meant !== undefined && shape.order.has(meant)) {
    findings.add('cap.element-unknown', childPath(path, child.name), { found: child.name, repaired: meant });
    return meant;
  }
  findings.add('cap.element-unknown', childPath(path, child.name), { found: child.name });
  return undefined;
}

/** A repeated singleton is harmless when it says the same, and nobody's guess when it does not. */
function checkSingletons(children: Map<string, XmlElement[]>, shape: Shape, path: string, reading: Reading): void {
  for (const [name, elements] of children) {
    if (elements.length < 2 || shape.repeatable.has(name)) continue;
    const texts = new Set(elements.map((element) => element.text.trim()).filter((text) => text !== ''));
    const code = texts.size > 1 ? 'cap.element-contradicting' : 'cap.element-repeated';
    reading.findings.add(code, childPath(path, name), { found: [...texts].slice(0, 3).join(' | ') });
  }
}

function checkAttributes(element: XmlElement, path: string, reading: Reading): void {
  for (const { name } of element.attributes) {
    if (name.startsWith('xsi:') || name.startsWith('xml:')) continue;
    reading.findings.add('cap.attribute-unknown', path, { found: name });
  }
}
