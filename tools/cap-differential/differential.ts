import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { NAMESPACES, schemaFindings, type Finding } from '@libs/cap';
import { documentsIn } from '../corpus/documents';
import { mutated } from '../cap-mutations/mutate';
import { Random } from '../cap-mutations/random';

/** The other judge: why a document is not valid by the schema file of its version, or undefined when it is. */
export type SchemaJudge = (bytes: Uint8Array) => string | undefined;

export interface DifferentialOptions {
  /** Folder with the documents to begin with. */
  corpus: string;
  mutations: number;
  seed: number;
  other: SchemaJudge;
  say: (line: string) => void;
}

/** Mutations of larger documents would take hours and find nothing else. */
const LARGEST_TO_MUTATE = 40_000;
const SHOWN_OF_A_CLASS = 3;
/** What ours refuses on purpose, whatever the schema says: limits, DOCTYPE. */
const ON_PURPOSE = new Set([
  'xml.doctype',
  'xml.too-large',
  'xml.too-deep',
  'xml.too-many-attributes',
  'xml.too-many-elements',
]);

/** Where libxml2 differs from the schema or from XML itself: set aside, counted and shown. */
const KNOWN: readonly { reason: string; matches(ours: Finding[], theirs: string | undefined): boolean }[] = [
  {
    reason: 'libxml2 takes a namespace that is no URI for an error; XML Namespaces does not',
    matches: (_, theirs = '') => /^xmlns(:[^ ]*)?: .* is not a valid URI/s.test(theirs),
  },
  {
    reason: "libxml2 does not collapse white space before a dateTime of the schema's own type",
    matches: (ours, theirs = '') => ours.length === 0 && /': '\s+[^']*' is not .* 'xs:dateTime'/.test(theirs),
  },
  {
    reason: 'saxes takes a question mark right after the target of a processing instruction; nobody reads those here',
    matches: (ours, theirs = '') => ours.length === 0 && /PI \S+ space expected/.test(theirs),
  },
  {
    reason: 'libxml2 goes back to info* after the signatures that the schema puts last',
    matches: (ours, theirs) =>
      theirs === undefined &&
      ours.every(({ code, found, expected }) => code === 'schema.element-unexpected' && found === 'info' && !expected),
  },
];

class Tally {
  readonly known = new Map<string, number>();
  valid = 0;
  invalid = 0;
  refused = 0;
  readonly disagreements = new Map<string, { count: number; shown: string[] }>();

  add(bytes: Uint8Array, name: string, other: SchemaJudge): void {
    const ours = schemaFindings(bytes);
    if (ours.some(({ code }) => ON_PURPOSE.has(code))) {
      this.refused += 1;
      return;
    }
    const theirs = other(bytes);
    if ((ours.length === 0) === (theirs === undefined)) {
      if (theirs === undefined) this.valid += 1;
      else this.invalid += 1;
      return;
    }
    const known = KNOWN.find(({ matches }) => matches(ours, theirs));
    if (known) {
      this.known.set(known.reason, (this.known.get(known.reason) ?? 0) + 1);
      return;
    }
    const [first] = ours;
    const kind =
      theirs === undefined
        ? `only ours: ${first?.code} ${first?.path.replace(/\[\d+\]/g, '')}`
        : `only theirs: ${theirs.replace(/\s+/g, ' ').slice(0, 160)}`;
    const disagreement = this.disagreements.get(kind) ?? { count: 0, shown: [] };
    disagreement.count += 1;
    if (disagreement.shown.length < SHOWN_OF_A_CLASS) disagreement.shown.push(`${name} ${first?.found ?? ''}`);
    this.disagreements.set(kind, disagreement);
  }
}

/** Judges a corpus and mutations of it by our constraints and by the schema files; resolves with the disagreements. */
export async function differential({ corpus, mutations, seed, other, say }: DifferentialOptions): Promise<number> {
  const tally = new Tally();
  const seeds: { name: string; bytes: Uint8Array }[] = [];
  for await (const path of documentsIn(corpus)) {
    const bytes = await readFile(path);
    const name = relative(corpus, path);
    tally.add(bytes, name, other);
    if (bytes.length <= LARGEST_TO_MUTATE && isAlert(bytes)) seeds.push({ name, bytes });
  }
  say(`corpus ${join(corpus)}: ${line(tally)}`);
  const random = new Random(seed);
  for (let done = 0; done < mutations && seeds.length > 0; done += 1) {
    const { name, bytes } = random.pick(seeds);
    tally.add(mutated(bytes, random), `${name} seed ${seed} mutation ${done}`, other);
  }
  say(`with ${mutations} mutations (seed ${seed}) of ${seeds.length} documents: ${line(tally)}`);
  for (const [reason, count] of tally.known) say(`set aside ${count}: ${reason}`);
  let disagreements = 0;
  for (const [kind, { count, shown }] of tally.disagreements) {
    disagreements += count;
    say(`${count} × ${kind}`);
    for (const example of shown) say(`    ${example}`);
  }
  say(`${disagreements} disagreements`);
  return disagreements;
}

function line({ valid, invalid, refused }: Tally): string {
  return `both valid ${valid}, both invalid ${invalid}, refused by ours on purpose ${refused}`;
}

function isAlert(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes).toString('latin1');
  return Object.values(NAMESPACES).some((namespace) => start.includes(namespace)) && start.includes('alert');
}
