/** A file of the tree: its path from the project's folder, with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** A rule of the business: one sentence over one function. */
export interface RuleLine {
  /** For example `DISP-03`. */
  id: string;
  sentence: string;
  path: string;
  /** Counted from 1. */
  line: number;
}

const TEST = /\.(spec|int-spec|e2e-spec)\.ts$/;
const RULE_ID = /\b[A-Z]{2,8}-\d{2}\b/g;

/** Every `Rule XXX-NN: …` in a doc comment, in the order of the files. The sentence ends with its paragraph. */
export function ruleLines(files: SourceFile[]): RuleLine[] {
  return files
    .filter(({ path }) => !TEST.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\/\*\*[^]*?\*\//g)].flatMap((comment) => {
        const before = text.slice(0, comment.index).split('\n').length;
        return rulesOf(comment[0]).map(({ line, ...rule }) => ({ ...rule, path, line: before + line }));
      }),
    );
}

function rulesOf(comment: string): Omit<RuleLine, 'path'>[] {
  const rules: Omit<RuleLine, 'path'>[] = [];
  let isInSentence = false;
  for (const [line, raw] of comment.split('\n').entries()) {
    const words = raw
      .replace(/^\s*\/?\*+\/?/, '')
      .replace(/\*\/\s*$/, '')
      .trim();
    const [, id, start] = /^Rule ([A-Z]{2,8}-\d{2}): (.*)$/.exec(words) ?? [];
    if (id && start !== undefined) rules.push({ id, sentence: start, line });
    else if (isInSentence && words && !words.startsWith('@')) rules.at(-1)!.sentence += ` ${words}`;
    isInSentence = Boolean(id) || (isInSentence && words !== '' && !words.startsWith('@'));
  }
  return rules;
}

/** The ids of rules that stand in a string of a test file, which is where its titles are. */
export function rulesNamedByTests(files: SourceFile[]): Set<string> {
  const strings = files
    .filter(({ path }) => TEST.test(path))
    .flatMap(({ text }) => [...text.matchAll(/(['"`])(?:(?!\1)[^\n\\]|\\.)*\1/g)]);
  return new Set(strings.flatMap(([string]) => string.match(RULE_ID) ?? []));
}
