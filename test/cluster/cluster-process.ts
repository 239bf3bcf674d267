import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { processIdentity } from '@libs/persistence';
import { createTestDatabase, eventually, type TestDatabase } from '@libs/testing';

const ROOT = resolve(__dirname, '../..');
/** What a busy machine may take; the limit only ends what hangs. */
const PATIENCE = { timeoutMs: 400_000 };

interface Process {
  kind: string;
  replica: number;
  pid: number;
}

/** The built `npm run cluster`, in a process group and a folder of its own, on a database and a broker of its own. */
export class ClusterInTest {
  private output = '';
  private readonly ended: Promise<number | null>;

  private constructor(
    readonly pid: number,
    private readonly folder: string,
    private readonly database: TestDatabase,
    child: ReturnType<typeof spawn>,
  ) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.output += String(chunk)));
    this.ended = new Promise((done) => child.once('close', done));
  }

  /** @param words of the command line; @param environment what the services are told besides. */
  static async start(words: string[], environment: Record<string, string> = {}): Promise<ClusterInTest> {
    const folder = mkdtempSync(join(tmpdir(), 'fenghuo-cluster-'));
    chmodSync(folder, 0o755);
    const database = await createTestDatabase();
    const child = spawn(process.execPath, ['dist/tools/cluster/main.js', '--port', '0', ...words], {
      cwd: ROOT,
      env: {
        ...process.env,
        HOST: '',
        KAFKA_BROKERS: '',
        REDIS_URL: '',
        DATABASE_URL: database.url,
        FENGHUO_DATA_DIR: folder,
        npm_lifecycle_event: undefined,
        ...environment,
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const cluster = new ClusterInTest(child.pid!, folder, database, child);
    try {
      await eventually(() => {
        if (child.exitCode !== null) throw new Error(cluster.output);
        return cluster.output.includes('Press Ctrl-C to stop');
      }, PATIENCE);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw new Error(`The cluster is not ready:\n${cluster.output}`, { cause: error });
    }
  }

  get url(): string {
    return /Ready \(.*\): (\S+)/.exec(this.output)![1]!;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get credentialsFile(): string {
    return join(this.folder, 'demo-credentials.json');
  }

  /** As they were when the cluster was ready. */
  get processes(): Process[] {
    return [...this.output.matchAll(/^ {2}([a-z]+) (\d+) +pid (\d+)/gm)].map(([, kind, replica, pid]) => ({
      kind: kind!,
      replica: Number(replica),
      pid: Number(pid),
    }));
  }

  says(words: string): Promise<unknown> {
    return eventually(() => expect(this.output).toContain(words), PATIENCE);
  }

  /** As Ctrl-C in a terminal: everything in the foreground hears it. */
  async ctrlC(): Promise<number | null> {
    process.kill(-this.pid, 'SIGINT');
    return this.ended;
  }

  async stop(): Promise<void> {
    if (processIdentity(this.pid)) process.kill(this.pid, 'SIGTERM');
    await this.ended;
    await this.database.drop();
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** `npm run replay -- …` against the product at `url`. */
export function startReplay(name: string, { url, credentialsFile }: { url: string; credentialsFile: string }) {
  const child = spawn(process.execPath, ['dist/tools/replay/main.js', name], {
    cwd: ROOT,
    env: { ...process.env, FENGHUO_URL: url, FENGHUO_CREDENTIALS: credentialsFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    says: (words: string) => eventually(() => expect(output).toContain(words), PATIENCE),
    isOver: () => child.exitCode !== null,
    end: async () => ({ code: await ended, output }),
    stop: () => child.kill('SIGKILL'),
  };
}
