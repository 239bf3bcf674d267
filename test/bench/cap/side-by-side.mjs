// Our judge beside a bare pass of saxes, beside packages of npm, and beside what Google's library said, on one corpus.
// A program of its own, because one of the peers is an ES module that waits while it loads. Prints JSON.
//   node test/bench/cap/side-by-side.mjs CORPUS PEERS ROUNDS
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';

const [corpus, peers, rounds] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { judge } = require('../../../dist/libs/cap/src/judge/judge.js');
const { CAP_1_2: capTs } = createRequire(join(peers, 'package.json'))('@dec112/cap-ts');

const SMALLEST = 2_000;
const LARGEST = 10_000;
const WARM_UP = 60;
const PASSES = 5;
const NOW = new Date();

const validators = new Map(
  readdirSync(join(corpus, 'schema'))
    .filter((file) => file.startsWith('oasis'))
    .map((file) => {
      const schema = XmlDocument.fromBuffer(readFileSync(join(corpus, 'schema', file)));
      return [schema.root.attr('targetNamespace').value, XsdValidator.fromDoc(schema)];
    }),
);

/** Each throws when it refuses the document; ours and Google's have more to say than that. */
const SIDES = {
  saxes: (bytes) => {
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(bytes.toString('utf8')).close();
  },
  ours: (bytes) => judge(bytes, { now: NOW, strict: true, signatures: 'check' }).verdict,
  '@dec112/cap-ts': (bytes) => capTs.Alert.fromXML(bytes.toString('utf8')),
  'libxml2-wasm with the OASIS schema': (bytes) => {
    const document = XmlDocument.fromBuffer(bytes, {
      option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_HUGE,
    });
    try {
      const validator = validators.get(document.root.namespaceUri);
      if (!validator) throw new Error('no schema');
      validator.validate(document);
    } finally {
      document.dispose();
    }
  },
};

const rowsOf = (file) => parse(readFileSync(join(corpus, 'cap', file)), { columns: true, bom: true });
const files = rowsOf('INDEX.csv').map((row) => ({ ...row, bytes: readFileSync(join(corpus, row.file)) }));
const google = new Map(rowsOf('google_cap_library.csv').map((row) => [row.file, row.extended_checks]));
const classOf = {
  accept: 'accepted',
  'accept with warning': 'accepted',
  reject: 'rejected',
  'hold for a person': 'held',
};
const alerts = files.filter(({ ingest_goal: goal, kind }) => kind === 'cap' && goal in classOf);

async function verdictOf(side, { file, bytes }) {
  if (side === 'Google cap-library') return /^(ok)/.test(google.get(file)) ? 'accepted' : 'rejected';
  try {
    const verdict = await SIDES[side](bytes);
    return typeof verdict === 'string' ? verdict.replace('-with-warnings', '') : 'accepted';
  } catch {
    return 'rejected';
  }
}

/** How many single alerts each side reads, judges as the goal says, and takes although it must not. */
async function judged(side) {
  const verdicts = await Promise.all(
    alerts.map(async (file) => [classOf[file.ingest_goal], await verdictOf(side, file)]),
  );
  const count = (is) => verdicts.filter(([goal, ours]) => is(goal, ours)).length;
  return {
    side,
    of: alerts.length,
    parsed: count((_, ours) => ours !== 'rejected'),
    right: count((goal, ours) => goal === ours),
    wronglyTaken: count((goal, ours) => ours === 'accepted' && goal !== 'accepted'),
    wronglyRefused: count((goal, ours) => ours === 'rejected' && goal !== 'rejected'),
  };
}

/** Processor time, ms: on a shared machine the clock on the wall measures the others as well. */
function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds for one of the files that every side accepts, one pass after another in turns. */
async function timed(sample) {
  const sides = Object.keys(SIDES);
  const times = new Map(sides.map((side) => [side, []]));
  const pass = async (side) => {
    const began = processorMs();
    for (const { bytes } of sample) await SIDES[side](bytes);
    return (processorMs() - began) / sample.length;
  };
  for (let warm = 0; warm < WARM_UP; warm += 1) for (const side of sides) await pass(side);
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const side of sides) {
      let mean = 0;
      for (let again = 0; again < PASSES; again += 1) mean += (await pass(side)) / PASSES;
      times.get(side).push(mean);
    }
  }
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  return { files: sample.length, ms: Object.fromEntries(sides.map((side) => [side, median(times.get(side))])) };
}

async function takenByAll(list) {
  const taken = [];
  for (const file of list) {
    const verdicts = await Promise.all(Object.keys(SIDES).map((side) => verdictOf(side, file)));
    if (verdicts.every((verdict) => verdict === 'accepted')) taken.push(file);
  }
  return taken;
}

const unsigned = alerts.filter(({ bytes }) => !bytes.includes('SignatureValue'));
const small = await takenByAll(unsigned.filter(({ bytes }) => bytes.length >= SMALLEST && bytes.length <= LARGEST));
// The 103 kB alert that Google's library needs 40 ms for: large by what is attached, and signed.
const attached = alerts.filter(({ bytes }) => bytes.length > 100_000 && bytes.length < 110_000);
const result = {
  judged: await Promise.all([...Object.keys(SIDES), 'Google cap-library'].map(judged)),
  small: await timed(small),
  attached: await timed(await takenByAll(attached)),
};
console.log(JSON.stringify(result));
