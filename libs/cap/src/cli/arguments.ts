export interface CheckCommand {
  /** Paths as given; `-` is the standard input. */
  files: string[];
  json: boolean;
  /** Adds the recommendations of stricter profiles. */
  strict: boolean;
  /** Adds what the OASIS schema says. */
  schema: boolean;
  /** The time of receipt, when it is not now. */
  at?: Date;
}

const FLAGS = ['json', 'strict', 'schema'] as const;

/** What the words after the program's name ask for; undefined when they ask for nothing that it does. */
export function commandOf(words: readonly string[]): CheckCommand | undefined {
  const [verb, ...rest] = words;
  if (verb !== 'check') return undefined;
  const command: CheckCommand = { files: [], json: false, strict: false, schema: false };
  let onlyFiles = false;
  for (const word of rest) {
    if (onlyFiles || word === '-' || !word.startsWith('-')) command.files.push(word);
    else if (word === '--') onlyFiles = true;
    else if (word.startsWith('--at=')) {
      const at = new Date(word.slice('--at='.length));
      if (Number.isNaN(at.getTime())) return undefined;
      command.at = at;
    } else {
      const flag = FLAGS.find((name) => word === `--${name}`);
      if (flag === undefined) return undefined;
      command[flag] = true;
    }
  }
  return command.files.length > 0 ? command : undefined;
}
