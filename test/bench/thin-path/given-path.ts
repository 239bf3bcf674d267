import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** What a run of a thin path says of itself. */
export type GivenFigures = Record<'shownP50' | 'shownP99' | 'manyP99' | 'sustained', number>;

/**
 * A thin path that somebody else has written (`schema.sql`, `run.cjs`, a `package.json`), copied so that its folder
 * stays as it is, and run as its README says.
 */
export class GivenPath {
  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async install(from: string, databaseUrl: string, brokers: string): Promise<GivenPath> {
    const folder = await mkdtemp(join(tmpdir(), 'fenghuo-bench-yardstick-'));
    await cp(from, folder, { recursive: true });
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'ignore' });
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(await readFile(join(folder, 'schema.sql'), 'utf8'));
    await client.end();
    const { hostname, port, username, password, pathname } = new URL(databaseUrl);
    return new GivenPath(folder, {
      ...process.env,
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: pathname.slice(1),
      BROKER: brokers.split(',')[0],
    });
  }

  run(): GivenFigures {
    const said = execFileSync(process.execPath, ['run.cjs'], {
      cwd: this.folder,
      env: this.environment,
      encoding: 'utf8',
      timeout: 300_000,
    });
    return figuresIn(said);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The figures of the lines `30/s: …`, `500/s: …` and `full speed, 32 clients: …`. */
export function figuresIn(said: string): GivenFigures {
  const line = (phase: string): string => new RegExp(`^${phase}: .*$`, 'm').exec(said)?.[0] ?? '';
  const shown = (phase: string, part: string): number =>
    Number(new RegExp(`console .*?${part} ([\\d.]+)`).exec(line(phase))?.[1] ?? NaN);
  return {
    shownP50: shown('30/s', 'p50'),
    shownP99: shown('30/s', 'p99'),
    manyP99: shown('500/s', 'p99'),
    sustained: Number(/sustained (\d+)/.exec(line('full speed, 32 clients'))?.[1] ?? NaN),
  };
}
