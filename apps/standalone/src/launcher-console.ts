/** One line for people, in both languages. */
export interface Line {
  'zh-CN': string;
  en: string;
}

// A terminal that was closed must not end the launcher before it has ended what it started.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

/** Prints a line in both languages. */
export function say(line: Line): void {
  print(`${line['zh-CN']} / ${line.en}`);
}

/** Prints text as it is. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints a line in both languages about what is wrong and what to do. */
export function complain(line: Line): void {
  process.stderr.write(`${line['zh-CN']} / ${line.en}\n`);
}
