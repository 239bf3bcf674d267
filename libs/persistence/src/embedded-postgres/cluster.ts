import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresFailure } from './failure';
import { makeCluster } from './new-cluster';
import type { Binaries } from './platform-package';
import { canEnter, type ServerAccount } from './server-account';

/** The database's files, ready to be served. */
export interface Cluster {
  /** Absolute, without links. */
  folder: string;
  password: string;
  /** Who must run the server; undefined when it is we ourselves. */
  account: ServerAccount | undefined;
  /** Whether it was made just now. */
  isNew: boolean;
  /** Whether it lies outside of the data folder, which then holds a link to it. */
  isOutside: boolean;
}

/** Finds the cluster below `home`, or makes it, and checks that it can be served. */
export async function prepareCluster(
  home: string,
  binaries: Binaries,
  account: ServerAccount | undefined,
): Promise<Cluster> {
  const place = join(home, 'cluster');
  const isNew = lstatSync(place, { throwIfNoEntry: false }) === undefined;
  if (isNew) await makeCluster(home, place, binaries, account);
  const folder = locate(place, account);
  const serves = account && ownerOf(folder, account);
  checkAccess(folder, serves);
  checkVersion(folder, binaries);
  return {
    folder,
    password: readPassword(home),
    account: serves,
    isNew,
    isOutside: dirname(folder) !== realpathSync(home),
  };
}

/** The superuser's password. Throws an EmbeddedPostgresFailure when it cannot be read. */
export function readPassword(home: string): string {
  const file = join(home, 'password');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const text = {
      'zh-CN': `读不到内置数据库的密码文件 ${file}：请恢复该文件，或删除 ${home} 重新开始（数据会丢失）`,
      en: `The built-in database's password file ${file} cannot be read: restore it, or remove ${home} to begin anew (its data are then lost)`,
    };
    throw new EmbeddedPostgresFailure('embedded-postgres.password-missing', text, { cause });
  }
}

/** The cluster's real folder; a link that leads nowhere is never taken for "no data yet". */
function locate(place: string, account: ServerAccount | undefined): string {
  try {
    return realpathSync(place);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      const target = readlinkSync(place);
      const text = {
        'zh-CN': `数据库文件不见了：${place} 指向的 ${target} 不存在。请恢复该目录，或删除此链接以新建空数据库`,
        en: `The database's files are gone: ${place} points to ${target}, which does not exist. Restore it, or remove the link to begin with an empty database`,
      };
      throw new EmbeddedPostgresFailure('embedded-postgres.data-missing', text, { cause });
    }
    throw noAccess(place, account, cause);
  }
}

/** Data that somebody else than root has made is served under that account. */
function ownerOf(folder: string, account: ServerAccount): ServerAccount {
  const { uid, gid } = statSync(folder);
  return uid === 0 ? account : { uid, gid };
}

function checkAccess(folder: string, account: ServerAccount | undefined): void {
  const own = process.getuid?.();
  const mayServe = account ? canEnter(folder, account) : own === undefined || statSync(folder).uid === own;
  if (!mayServe) throw noAccess(folder, account);
}

function noAccess(folder: string, account: ServerAccount | undefined, cause?: unknown): EmbeddedPostgresFailure {
  const text = account
    ? {
        'zh-CN': `数据库账户（uid ${account.uid}）进不了 ${folder}：请把项目放到其他用户可进入的目录`,
        en: `The database's account (uid ${account.uid}) cannot enter ${folder}: move the project to a folder that other users may enter`,
      }
    : {
        'zh-CN': `${folder} 属于另一个用户：请用该用户启动，或设置 FENGHUO_DATA_DIR 使用另一个数据目录`,
        en: `${folder} belongs to another user: start as that user, or set FENGHUO_DATA_DIR to another data folder`,
      };
  return new EmbeddedPostgresFailure('embedded-postgres.no-access', text, { cause });
}

function checkVersion(folder: string, binaries: Binaries): void {
  let written: string;
  try {
    written = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  } catch {
    written = '?';
  }
  const running = binaries.version.split('.')[0];
  if (written === running) return;
  const text = {
    'zh-CN': `${folder} 由 PostgreSQL ${written} 写入，而现在安装的是 ${running}：请安装原版本，或先导出再迁移数据`,
    en: `${folder} was written by PostgreSQL ${written}, installed is ${running}: install the earlier version, or dump the data and load them again`,
  };
  throw new EmbeddedPostgresFailure('embedded-postgres.other-version', text);
}
