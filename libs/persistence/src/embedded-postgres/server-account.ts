import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binariesIn, type Binaries } from './platform-package';

/** The system account that PostgreSQL runs under; it refuses to run as root. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/**
 * Where root keeps what the server's account cannot reach in the project. Not below /var/tmp when it can be helped:
 * systemd removes from there what was not touched for 30 days, also under a running server.
 */
const HOMES = ['/var/lib/fenghuo', '/var/tmp/fenghuo'];

/** The account to run under: undefined means "as ourselves", which is so for everybody but root. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 };
}

function accountNamed(name: string): ServerAccount | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  // macOS writes nobody's -2 without a sign.
  return uid?.status === 0 && gid?.status === 0
    ? { uid: Number(uid.stdout) | 0, gid: Number(gid.stdout) | 0 }
    : undefined;
}

/** Whether the account can create files in a folder of its own below `parent`: permissions all the way down allow it. */
export function canWorkBelow(parent: string, account: ServerAccount): boolean {
  const probe = mkdtempSync(join(parent, 'probe-'));
  try {
    chownSync(probe, account.uid, account.gid);
    return shell('cd "$1" && : > probe', probe, account);
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** Whether the account can enter `folder`. */
export function canEnter(folder: string, account: ServerAccount): boolean {
  return shell('cd "$1"', folder, account);
}

function shell(script: string, argument: string, account: ServerAccount): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', argument], { ...account, cwd: '/', stdio: 'ignore' });
  return status === 0;
}

/** A new empty folder outside the project, owned by the account, closed to everybody else. */
export function newFolderOutside(account: ServerAccount): string {
  const folder = mkdtempSync(join(homeOutside(account), 'data-'));
  chownSync(folder, account.uid, account.gid);
  return folder;
}

/** Whether `path` is a folder that `newFolderOutside` made. */
export function isFolderOutside(path: string): boolean {
  return HOMES.some((home) => path.startsWith(join(home, 'data-')));
}

/**
 * Programs that the account can run: those in the project, or a copy outside, made once per content, owned by root and
 * writable by nobody else. Says whether it is the copy.
 */
export function binariesFor(account: ServerAccount, binaries: Binaries): Binaries & { copied: boolean } {
  const usable = `"$1/bin/postgres" --version && "$1/bin/initdb" --version && test -r "$1/share/postgresql/postgres.bki"`;
  if (shell(usable, binaries.native, account)) return { ...binaries, copied: false };
  const home = homeOutside(account);
  const kept = join(home, `binaries-${fingerprint(binaries)}`);
  if (!isRootsOwn(kept)) {
    removeForgotten(home);
    const draft = mkdtempSync(join(home, 'copying-'));
    cpSync(binaries.native, draft, { recursive: true, verbatimSymlinks: true });
    openToReaders(draft);
    try {
      renameSync(draft, kept);
    } catch {
      // Another start of ours was faster, or the name is taken by somebody else and not to be trusted.
      if (!isRootsOwn(kept)) return { ...binariesIn(draft, binaries.version), copied: true };
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { ...binariesIn(kept, binaries.version), copied: true };
}

/** Removes copies that a kill has left half-made; one that is being made is younger than an hour. */
function removeForgotten(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('copying-'))) {
    const isOld = Date.now() - lstatSync(join(home, name)).ctimeMs > 3_600_000;
    if (isOld) rmSync(join(home, name), { recursive: true, force: true });
  }
}

function homeOutside(account: ServerAccount): string {
  for (const home of HOMES) {
    try {
      mkdirSync(home, { mode: 0o755 });
      chmodSync(home, 0o755);
    } catch {
      // It is there, or this place cannot be written: looked at next.
    }
    if (isRootsOwn(home) && canEnter(home, account)) return home;
  }
  const own = mkdtempSync(join(tmpdir(), 'fenghuo-'));
  chmodSync(own, 0o755);
  return own;
}

function isRootsOwn(folder: string): boolean {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Version and a checksum over the names and sizes of all files. */
function fingerprint({ native, version }: Binaries): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(native, { recursive: true, encoding: 'utf8' }).sort()) {
    const entry = lstatSync(join(native, name));
    if (entry.isFile()) hash.update(`${name}\0${entry.size}\n`);
  }
  return `${version}-${hash.digest('hex').slice(0, 16)}`;
}

function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    const entry = lstatSync(path);
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  }
}
