import { SIGNATURE_NAMESPACE } from '../vocabulary';
import { childElements, type DocElement } from './document';

/** A signature of a document. */
export interface FoundSignature {
  signature: DocElement;
  /** What is wrong with its name or its place; undefined for one that stands as the standard asks. */
  place?: string;
}

/** What makes an element a signature, whatever it is called. */
const PARTS = ['signedinfo', 'signaturevalue'];

export function isSignature({ kind, ...node }: { kind: string }): boolean {
  const { local, namespace } = node as DocElement;
  return kind === 'element' && local === 'Signature' && namespace === SIGNATURE_NAMESPACE;
}

/** Has an element the parts of a signature? A changed name must not make a signed alert an unsigned one. */
export function hasPartsOfSignature(names: readonly string[]): boolean {
  return names.some((name) => PARTS.includes(name.toLowerCase()));
}

/** Every signature of an alert, in document order, also those whose name or place is wrong. */
export function signaturesIn(alert: DocElement): FoundSignature[] {
  return childElements(alert).flatMap((child) => {
    if (isSignature(child)) return [{ signature: child, ...faultOf(child, alert) }];
    if (hasPartsOfSignature(childElements(child).map(({ local }) => local))) {
      return [{ signature: child, place: `it is called {${child.namespace}}${child.local}` }];
    }
    return signaturesIn(child);
  });
}

function faultOf(signature: DocElement, parent: DocElement): { place?: string } {
  if (parent.parent) return { place: `it stands in ${parent.local}` };
  const names = childElements(signature).map(({ local }) => local);
  if (!hasPartsOfSignature(names) || names.includes('SignedInfo')) return {};
  return { place: 'what it signs is not there' };
}
