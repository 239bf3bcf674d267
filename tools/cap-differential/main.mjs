// npm run cap:differential -- SCHEMAS [--corpus DIR] [--mutations N] [--seed N]: our schema findings beside libxml2's, by
// the OASIS schema files in SCHEMAS. Runs from the source: libxml2-wasm awaits at its top level, which `require` cannot.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';

const { differential } = createRequire(import.meta.url)('../../dist/tools/cap-differential/differential.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    mutations: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const [folder] = positionals;
const [mutations, seed] = [Number(values.mutations), Number(values.seed)];
if (folder === undefined || !Number.isInteger(mutations) || !Number.isInteger(seed)) {
  console.error('npm run cap:differential -- SCHEMAS [--corpus DIR] [--mutations N] [--seed N]');
  process.exit(2);
}

/** One validator for each namespace. */
const validators = new Map();
for (const file of readdirSync(folder).filter((name) => /^oasis.*\.xsd$/.test(name))) {
  const document = XmlDocument.fromBuffer(readFileSync(join(folder, file)));
  validators.set(document.root.attr('targetNamespace').value, XsdValidator.fromDoc(document));
}

function judge(bytes) {
  let document;
  try {
    document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_HUGE });
    const validator = validators.get(document.root.namespaceUri);
    if (validator === undefined) return 'no schema for this namespace';
    validator.validate(document);
    return undefined;
  } catch (error) {
    return error.message || error.name;
  } finally {
    document?.dispose();
  }
}

const disagreements = await differential({
  corpus: values.corpus ?? join(folder, '..', 'cap'),
  mutations,
  seed,
  other: judge,
  say: (line) => console.log(line),
});
process.exitCode = disagreements === 0 ? 0 : 1;
