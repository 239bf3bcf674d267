import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const OLDEST_JAVA = 17;

/** The folder of the project, also when this runs as compiled into `dist`. */
export const projectRoot = (function find(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : find(dirname(folder));
})(__dirname);

/** This folder in the sources: what is not compiled lies there. */
export const sources = join(projectRoot, 'tools/kafka');

/** Why a broker cannot be run on this machine, or undefined when it can. */
export function whyNotHere(): string | undefined {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (status !== 0) return 'there is no Java on the path';
  const major = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (major < OLDEST_JAVA) return `Java ${major} is too old, Kafka needs ${OLDEST_JAVA}`;
  if (existsSync(jarFolder()) || spawnSync('mvn', ['-v']).status === 0) return undefined;
  return 'there is no Maven on the path to fetch Kafka with';
}

/**
 * The folder with Kafka's jars. Fetched by Maven the first time (some 45 files, 45 MB), kept in `.kafka/`.
 * @throws when Maven cannot fetch them.
 */
export async function kafkaJars(): Promise<string> {
  const jars = jarFolder();
  if (existsSync(jars)) return jars;
  const cache = dirname(jars);
  mkdirSync(cache, { recursive: true });
  const fetched = mkdtempSync(join(cache, 'fetching-'));
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${fetched}`];
    await promisify(execFile)('mvn', ['-q', '-B', '-f', join(sources, 'pom.xml'), ...goal]);
    renameSync(fetched, jars);
  } catch (error) {
    rmSync(fetched, { recursive: true, force: true });
    // Another process may have been faster.
    if (!existsSync(jars)) throw error;
  }
  return jars;
}

function jarFolder(): string {
  const version = createHash('sha256')
    .update(readFileSync(join(sources, 'pom.xml')))
    .digest('hex');
  return join(projectRoot, '.kafka', `jars-${version.slice(0, 12)}`);
}
