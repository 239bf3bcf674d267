import { CANONICALISATIONS, DIGESTS, ENVELOPED, SIGNATURES } from './algorithms';
import type { CanonicalOptions } from './canonical';
import {
  attributeOf,
  childElements,
  childOf,
  compactText,
  descendantsOf,
  type DocElement,
  type SignedDocument,
} from './document';

/** What one reference of a signature covers, and how its digest is taken. */
export interface SignedReference {
  /** `document` when it covers the whole alert, otherwise the element that it names. */
  target: 'document' | DocElement;
  /** False where the address is left out: nothing says then that the alert is what was signed. */
  named: boolean;
  digest: string;
  digestValue: string;
  canonical: Pick<CanonicalOptions, 'exclusive' | 'inclusivePrefixes'>;
}

export interface SignatureParts {
  references: SignedReference[];
  /** Whose key made it is a question of its own: digests are compared without. */
  value: SignedValue | Unusable;
}

/** What a key is tried on. */
export interface SignedValue {
  signedInfo: DocElement;
  /** How `SignedInfo` is written before its value is checked. */
  canonical: Pick<CanonicalOptions, 'exclusive' | 'comments' | 'inclusivePrefixes'>;
  hash: string;
  elliptic: boolean;
  signatureValue: string;
}

/** Why a signature says nothing about the alert: it cannot be read here, or it covers something else. */
export interface Unusable {
  state: 'unverifiable' | 'elsewhere';
  reason: string;
}

/** The parts of a signature over the whole document, and what else it covers; a reason when it is of another kind. */
export function partsOf(signature: DocElement, document: SignedDocument): SignatureParts | Unusable {
  const signedInfo = childOf(signature, 'SignedInfo');
  const elements = childElements(signedInfo).filter(({ local }) => local === 'Reference');
  if (!signedInfo || elements.length === 0) return unverifiable('no reference');
  const references: SignedReference[] = [];
  for (const element of elements) {
    const reference = referenceOf(element, document);
    if ('reason' in reference) return reference;
    references.push(reference);
  }
  if (!references.some(({ target }) => target === 'document')) {
    return { state: 'elsewhere', reason: `it covers ${elements.map((each) => attributeOf(each, 'URI')).join(', ')}` };
  }
  return { references, value: valueOf(signature, signedInfo) };
}

function valueOf(signature: DocElement, signedInfo: DocElement): SignedValue | Unusable {
  const method = SIGNATURES[algorithmOf(signedInfo, 'SignatureMethod')];
  const canonical = canonicalOf(childOf(signedInfo, 'CanonicalizationMethod'));
  if (!method || !canonical) return unverifiable('unknown algorithm');
  const signatureValue = compactText(childOf(signature, 'SignatureValue'));
  return signatureValue === '' ? unverifiable('empty') : { signedInfo, canonical, ...method, signatureValue };
}

function referenceOf(element: DocElement, document: SignedDocument): SignedReference | Unusable {
  const digest = DIGESTS[algorithmOf(element, 'DigestMethod')];
  const transforms = childElements(childOf(element, 'Transforms'));
  const enveloped = transforms.filter((each) => attributeOf(each, 'Algorithm') === ENVELOPED);
  const others = transforms.filter((each) => !enveloped.includes(each)).map(canonicalOf);
  if (!digest || others.includes(undefined)) return unverifiable('unknown algorithm');
  const digestValue = compactText(childOf(element, 'DigestValue'));
  if (digestValue === '') return unverifiable('empty');

  const address = attributeOf(element, 'URI');
  const target = targetOf(address, document);
  if (target === undefined) return unverifiable(`the reference ${address} leads nowhere or to several elements`);
  if (target === 'document' && enveloped.length === 0) return unverifiable('not an enveloped signature');
  // References within one document never see its comments.
  const { exclusive = false, inclusivePrefixes } = others.at(-1) ?? {};
  return {
    target,
    named: address !== undefined,
    digest,
    digestValue,
    canonical: inclusivePrefixes ? { exclusive, inclusivePrefixes } : { exclusive },
  };
}

/** The element an address stands for; undefined when that is none, several, or outside of the document. */
function targetOf(address: string | undefined, { root }: SignedDocument): SignedReference['target'] | undefined {
  if (address === undefined || address === '') return 'document';
  if (!address.startsWith('#')) return undefined;
  const named = [root, ...everyElement(root)].filter((element) => idOf(element) === address.slice(1));
  if (named.length !== 1) return undefined;
  return named[0] === root ? 'document' : named[0];
}

function everyElement(element: DocElement): DocElement[] {
  return childElements(element).flatMap((child) => [child, ...everyElement(child)]);
}

function idOf(element: DocElement): string | undefined {
  return ['Id', 'ID', 'id', 'xml:id'].map((name) => attributeOf(element, name)).find((value) => value !== undefined);
}

function canonicalOf(element: DocElement | undefined): SignedValue['canonical'] | undefined {
  const known = CANONICALISATIONS[attributeOf(element, 'Algorithm') ?? ''];
  if (!known) return undefined;
  const [list] = descendantsOf(element, 'InclusiveNamespaces');
  const prefixes = attributeOf(list, 'PrefixList')?.trim().split(/\s+/);
  if (!prefixes) return known;
  return { ...known, inclusivePrefixes: new Set(prefixes.map((prefix) => (prefix === '#default' ? '' : prefix))) };
}

function algorithmOf(element: DocElement, local: string): string {
  return attributeOf(childOf(element, local), 'Algorithm') ?? '';
}

function unverifiable(reason: string): Unusable {
  return { state: 'unverifiable', reason };
}
