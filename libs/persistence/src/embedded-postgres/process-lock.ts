import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity';

/** Who holds a lock: a process, told from a later one with the same pid by when it started. */
export interface LockHolder {
  pid: number;
  identity: string;
  /** What the holder wants others to know, e.g. the address it serves. */
  note: Record<string, unknown>;
}

export interface ProcessLock {
  /** The holder that died without letting go, if this lock was left behind by one. */
  previous: LockHolder | undefined;
  /** Replaces the note that others read. */
  describe(note: Record<string, unknown>): void;
  /** Lets go; does nothing the second time. */
  release(): void;
}

/**
 * Takes the lock `file` for this process, for as long as it lives. A lock whose holder died (kill -9 included) is taken
 * over. Answers the living holder when there is one.
 */
export function takeProcessLock(
  file: string,
  note: Record<string, unknown> = {},
): ProcessLock | { heldBy: LockHolder } {
  const me: LockHolder = { pid: process.pid, identity: processIdentity(process.pid) ?? '', note };
  const draft = `${file}.${randomUUID()}`;
  let previous: LockHolder | undefined;
  try {
    writeFileSync(draft, JSON.stringify(me), { mode: 0o644 });
    while (!linked(draft, file)) {
      const holder = readHolder(file);
      if (holder && processIdentity(holder.pid) === holder.identity) return { heldBy: holder };
      previous = holder ?? previous;
      discard(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  let held = true;
  return {
    previous,
    describe(next) {
      // The folder was removed under us, or the lock is another's by now.
      if (!held || !isMine(readHolder(file), me)) return;
      const replacement = `${file}.${randomUUID()}`;
      writeFileSync(replacement, JSON.stringify({ ...me, note: next }), { mode: 0o644 });
      renameSync(replacement, file);
    },
    release() {
      if (held && isMine(readHolder(file), me)) rmSync(file, { force: true });
      held = false;
    },
  };
}

function isMine(holder: LockHolder | undefined, me: LockHolder): boolean {
  return holder?.pid === me.pid && holder.identity === me.identity;
}

/** The complete content appears under the lock's name at once, or not at all. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead holder's lock away, and puts it back if in the same instant somebody else had already replaced it. */
function discard(file: string, judged: LockHolder | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const found = readHolder(aside);
  if (found?.pid !== judged?.pid || found?.identity !== judged?.identity) linked(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as LockHolder;
    return Number.isInteger(holder.pid) ? { ...holder, note: holder.note ?? {} } : undefined;
  } catch {
    return undefined;
  }
}
