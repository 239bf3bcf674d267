import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** How a launcher runs the product; from the environment, with defaults for a bare machine. */
export interface LauncherConfig {
  /** What a person types to start it. */
  command: string;
  /** Name of the file in `dataDir` that says who runs there. */
  lockFile: string;
  /** Address that the application listens on. */
  host: string;
  /** TCP port that the application listens on; 0 means any free one. */
  port: number;
  /** A PostgreSQL of the user's; without it the embedded one runs under `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute; everything that the standalone keeps. */
  dataDir: string;
  /** Whether npm started us: then its end must be ours, also where its shell does not pass on a signal. */
  isUnderNpm: boolean;
  /** Longest time that the application may take to finish what it holds when it is asked to end; ms. */
  drainDeadline: number;
  /** Pause before the first restart of a process that died; doubles up to the longest; ms. */
  firstPause: number;
  longestPause: number;
  /** An application that ran this long counts as sound: the pauses begin anew; ms. */
  soundAfter: number;
  /** How many times an application that was never ready is started before the launcher gives up. */
  firstStarts: number;
  /** How often a ready application is asked whether it lives, and how many silences in a row end it; ms, times. */
  pulseInterval: number;
  silentPulses: number;
  /** How long a second Ctrl-C counts as the first one: npm passes on what the terminal has sent to us already; ms. */
  sameSignalWithin: number;
}

/** A value in the environment that the launcher cannot use; `text` says which, one line per language. */
export class UnusableSetting extends Error {
  constructor(readonly text: { 'zh-CN': string; en: string }) {
    super(text.en);
  }
}

/** Reads PORT, HOST, DATABASE_URL and FENGHUO_DATA_DIR. Throws UnusableSetting. */
export function readLauncherConfig(environment: NodeJS.ProcessEnv = process.env): LauncherConfig {
  const { PORT, HOST, DATABASE_URL, FENGHUO_DATA_DIR, npm_lifecycle_event } = environment;
  const port = Number(PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UnusableSetting({
      'zh-CN': `PORT=${PORT} 不是端口号：请设为 1 到 65535`,
      en: `PORT=${PORT} is not a port: set it to 1 to 65535`,
    });
  }
  const folder = FENGHUO_DATA_DIR || '.data';
  return {
    command: 'npm start',
    lockFile: 'standalone.lock',
    host: HOST || '127.0.0.1',
    port,
    databaseUrl: DATABASE_URL || undefined,
    dataDir: isAbsolute(folder) ? folder : join(projectRoot, folder),
    isUnderNpm: npm_lifecycle_event !== undefined,
    drainDeadline: 30_000,
    firstPause: 500,
    longestPause: 30_000,
    soundAfter: 60_000,
    firstStarts: 3,
    pulseInterval: 10_000,
    silentPulses: 6,
    sameSignalWithin: 1_000,
  };
}

/** The environment of the application: ours, with what the launcher has settled. */
export function applicationEnvironment(
  config: LauncherConfig,
  databaseUrl: string,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...environment,
    HOST: config.host,
    PORT: String(config.port),
    DATABASE_URL: databaseUrl,
    FENGHUO_DATA_DIR: config.dataDir,
  };
}

/** The folder of our package.json, wherever the compiled file lies and whoever starts it from where. */
export const projectRoot = (function find(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && /"name":\s*"fenghuo"/.test(readFileSync(manifest, 'utf8'))) return folder;
  return folder === dirname(folder) ? process.cwd() : find(dirname(folder));
})(__dirname);
