import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresFailure } from './failure';
import type { Binaries } from './platform-package';
import { canWorkBelow, isFolderOutside, newFolderOutside, type ServerAccount } from './server-account';

/** The name of the superuser and of the database that the product uses. */
export const ROLE = 'fenghuo';

/** The environment of PostgreSQL's programs: none of ours, so that a PGPORT or a LANG of the user changes nothing. */
export const ENVIRONMENT: NodeJS.ProcessEnv | undefined =
  process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes a new cluster. It appears as `place` (or as a link of that name) only once it is complete; what a start that was
 * killed has left half-made is removed first.
 */
export async function makeCluster(
  home: string,
  place: string,
  binaries: Binaries,
  account: ServerAccount | undefined,
): Promise<void> {
  removeHalfMade(home);
  const isOutside = account !== undefined && !canWorkBelow(home, account);
  const draft = isOutside ? newFolderOutside(account) : mkdtempSync(join(home, 'cluster.new-'));
  const made = join(draft, 'data');
  const pointer = join(home, 'cluster.new-pointer');
  if (isOutside) symlinkSync(made, pointer);
  else if (account) chownSync(draft, account.uid, account.gid);

  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, ensurePassword(home), { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  await initdb(binaries, account, [`--pgdata=${made}`, `--pwfile=${passwordFile}`]);
  rmSync(passwordFile);

  renameSync(isOutside ? pointer : made, place);
  if (!isOutside) rmSync(draft, { recursive: true });
  flush(home);
}

function initdb(binaries: Binaries, account: ServerAccount | undefined, where: string[]): Promise<void> {
  const options = [
    `--username=${ROLE}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorting by code point on every platform; the C library's locale only classifies characters.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
    '--lc-messages=C',
    '--no-instructions',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, [...where, ...options], {
      ...account,
      cwd: dirname(binaries.initdb),
      env: ENVIRONMENT,
      // Its own process group: a Ctrl-C is answered by us, in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-4000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const fail = (cause: string): void => {
      const text = {
        'zh-CN': `内置数据库初始化失败：${cause}`,
        en: `The built-in database could not be initialised: ${cause}`,
      };
      reject(new EmbeddedPostgresFailure('embedded-postgres.initdb-failed', text));
    };
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, signal) => (code === 0 ? resolve() : fail(`${signal ?? code}: ${lastLines(output)}`)));
  });
}

/** The end of a program's output on one line. */
export function lastLines(output: string): string {
  return output.trim().split('\n').slice(-4).join(' | ');
}

function ensurePassword(home: string): string {
  const file = join(home, 'password');
  if (!existsSync(file)) {
    const draft = `${file}.new`;
    writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    renameSync(draft, file);
  }
  return readFileSync(file, 'utf8').trim();
}

function removeHalfMade(home: string): void {
  for (const name of readdirSync(home).filter((entry) => /^(cluster\.new-|probe-)/.test(entry))) {
    const path = join(home, name);
    if (lstatSync(path).isSymbolicLink()) {
      const draft = dirname(readlinkSync(path));
      if (isFolderOutside(draft)) rmSync(draft, { recursive: true, force: true, maxRetries: 10 });
    }
    rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  }
}

function flush(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
