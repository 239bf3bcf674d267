import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A command that the product has acknowledged: from then on it must not be lost. */
export interface Acknowledged {
  /** When the answer was there; ISO. */
  at: string;
  role: string;
  path: string;
  /** Idempotency key; empty for a CAP message, which is known by its bytes. */
  key: string;
  /** SHA-256 of the bytes of a CAP message, hex. */
  sha256?: string;
  status: number;
  answer: unknown;
}

/** What a client has been promised, on disk before it goes on: the check afterwards rests on no process's memory. */
export class Journal {
  private readonly descriptor: number;

  constructor(readonly file: string) {
    this.descriptor = openSync(file, 'a');
  }

  write(entry: Acknowledged): void {
    writeSync(this.descriptor, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

export const readJournal = (file: string): Acknowledged[] => entriesOf(readFileSync(file, 'utf8'));

/** Entries of a journal. A last line without its end was not promised to anybody. */
export function entriesOf(text: string): Acknowledged[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line) => JSON.parse(line) as Acknowledged);
}
