import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTopics } from '@libs/messaging';
import type { CheckResult } from '@libs/observability';
import { Database as OpenDatabase, migrate, processIdentity, type Occupancy } from '@libs/persistence';
import type { Line } from '../../apps/standalone/src/launcher-console';
import { provideDatabase, type Database } from '../../apps/standalone/src/launcher-database';
import { takePlace, type Place } from '../../apps/standalone/src/launcher-place';
import { readLauncherConfig, type LauncherConfig } from '../../apps/standalone/src/launcher.config';
import { SCHEMAS } from '../../apps/standalone/src/schemas';
import { freePort } from '../kafka/free-port';
import { forgetAddresses, noteAddresses } from './addresses';
import { AfterUs } from './after-us';
import { provideBroker, type ClusterBroker } from './broker';
import { loadCity } from './city';
import { CITY_CHECK, edgeEnvironment, serviceEnvironment, type Surroundings } from './environments';
import { freeConnections, poolSizeFor } from './pools';
import { NodeProcess, SUPERVISION, type ClusterProcess } from './processes';
import { occupyDatabase, reachBrokers, reachCache } from './reach';
import { SERVICES, type ServiceName } from './services';

export interface ClusterOptions {
  /** Everything that the cluster keeps. */
  dataDir: string;
  host?: string;
  /** Of the base URL; 0 takes a free one, which is the default. */
  port?: number;
  /** By service; 1 unless told. */
  replicas?: Partial<Record<ServiceName, number>>;
  /** A PostgreSQL with an empty database, or one of a cluster; without it the embedded one runs in `dataDir`. */
  databaseUrl?: string;
  /** `host:port[,host:port]`; without them a broker runs in `dataDir`. */
  brokers?: string;
  redisUrl?: string;
  /** Whether the demonstration city is left out. */
  isEmpty?: boolean;
  /** For all services and the edge; wins over what the cluster sets. */
  environment?: Record<string, string>;
  say?: (line: Line) => void;
  complain?: (line: Line) => void;
}

/** Every service as a process of its own, over Kafka and PostgreSQL, behind one address. */
export interface Cluster {
  readonly url: string;
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly dataDir: string;
  /** Broker and database are among them only if the cluster has started them. */
  readonly processes: readonly ClusterProcess[];
  readonly credentialsFile: string;
  /** Settles when every service is ready and has the city. @throws when a process never became ready. */
  whenReady(): Promise<void>;
  /** Ends everything in order; true when nothing had to be ended the hard way. */
  stop(): Promise<boolean>;
  /** Ends everything at once. */
  kill(): void;
}

/** Longest wait for what a service has in hand; ms. */
const DRAIN_MS = 12_000;
/** Services that load at the same time: more would only take turns on the cores, and all be late. */
const STARTED_AT_ONCE = Math.max(2, availableParallelism());

/** Starts a cluster; all of its processes end with this one. Throws CannotStart, or why a server does not start. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const config = launcherConfig(options);
  mkdirSync(config.dataDir, { recursive: true });
  const place = await takePlace(config);
  const run = new Run(options, config, place);
  try {
    await run.start();
    return run;
  } catch (error) {
    await run.stop();
    throw error;
  }
}

function launcherConfig({ dataDir, host, port = 0, databaseUrl }: ClusterOptions): LauncherConfig {
  return {
    ...readLauncherConfig({ PORT: String(port), HOST: host, DATABASE_URL: databaseUrl }),
    ...SUPERVISION,
    dataDir: resolve(dataDir),
    command: 'npm run cluster',
    lockFile: 'cluster.lock',
    drainDeadline: 60_000,
  };
}

class Run implements Cluster {
  readonly credentialsFile: string;
  private readonly nodes: NodeProcess[] = [];
  private readonly afterUs: AfterUs;
  private readonly ending = new AbortController();
  private readonly readyOnes = new Set<NodeProcess>();
  private database: Database | undefined;
  private broker: ClusterBroker | undefined;
  private occupancy: Occupancy | undefined;
  private poolSize = 0;
  private city: CheckResult = { ok: false, detail: 'not begun' };
  private ready: () => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;
  private readonly readiness = new Promise<void>((done, fail) => {
    this.ready = done;
    this.fail = fail;
  });

  constructor(
    private readonly options: ClusterOptions,
    private readonly config: LauncherConfig,
    private readonly place: Place,
  ) {
    this.credentialsFile = join(config.dataDir, 'demo-credentials.json');
    this.afterUs = new AfterUs((pid) => place.noteApplication(pid));
    // Whoever does not ask for readiness does not want to hear of its failure here.
    this.readiness.catch(() => undefined);
  }

  get url(): string {
    return this.place.url;
  }

  get databaseUrl(): string {
    return this.database!.url();
  }

  get brokers(): string {
    return this.broker!.brokers;
  }

  get dataDir(): string {
    return this.config.dataDir;
  }

  get processes(): readonly ClusterProcess[] {
    // The edge is started first, and listed behind the services.
    const isEdge = ({ kind }: NodeProcess): boolean => kind === 'edge';
    const services = this.nodes.filter((node) => !isEdge(node));
    return [...services, ...this.nodes.filter(isEdge), ...this.servers()];
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  async start(): Promise<void> {
    const { complain = () => undefined, databaseUrl, brokers, redisUrl } = this.options;
    await Promise.all([
      brokers && reachBrokers(brokers),
      redisUrl && reachCache(redisUrl),
      databaseUrl && this.occupy(databaseUrl),
    ]);
    const [database, broker] = await Promise.allSettled([
      provideDatabase(
        this.config,
        () => void Promise.all(this.nodes.map((node) => node.restart())),
        (pid) => this.afterUs.charge('postgres', pid),
      ),
      provideBroker({
        brokers: this.options.brokers,
        dataDir: this.config.dataDir,
        onStarted: (pid) => this.afterUs.charge('broker', pid),
        complain,
      }),
    ]);
    if (database.status === 'fulfilled') this.database = database.value;
    if (broker.status === 'fulfilled') this.broker = broker.value;
    for (const outcome of [database, broker]) if (outcome.status === 'rejected') throw outcome.reason as Error;
    // The embedded one is nobody else's, since the folder is not.
    if (!databaseUrl) await (await occupyDatabase(this.databaseUrl, () => undefined)).release();
    await this.fitPools();
    await Promise.all([migrate(this.databaseUrl, SCHEMAS), createTopics(this.brokers.split(','))]);
    noteAddresses(this.config.dataDir, { ...(databaseUrl ? { databaseUrl } : {}), brokers: this.brokers });
    void this.settle();
  }

  private async occupy(url: string): Promise<void> {
    this.occupancy = await occupyDatabase(url, (error) => {
      this.options.complain?.(error.text);
      this.fail(error);
    });
  }

  private async fitPools(): Promise<void> {
    const { replicas = {} } = this.options;
    const processes = SERVICES.reduce((sum, name) => sum + (replicas[name] ?? 1), 0);
    const database = await OpenDatabase.open({ url: this.databaseUrl });
    try {
      this.poolSize = poolSizeFor(processes, await freeConnections(database));
    } finally {
      await database.close();
    }
  }

  async stop(): Promise<boolean> {
    this.ending.abort();
    const isDrained = await Promise.all(this.nodes.map(({ supervised }) => supervised.stop(DRAIN_MS)));
    forgetAddresses(this.config.dataDir);
    await this.occupancy?.release();
    await this.broker?.stop();
    await this.database?.stop();
    this.afterUs.dismiss();
    this.place.release();
    return isDrained.every(Boolean);
  }

  kill(): void {
    this.ending.abort();
    for (const { supervised } of this.nodes) supervised.kill();
    void this.broker?.kill9();
    void this.database?.stop(0);
  }

  private async startNodes(): Promise<void> {
    const { replicas = {}, redisUrl, isEmpty = false, environment = {} } = this.options;
    const origins = {} as Record<ServiceName, string[]>;
    for (const service of SERVICES) {
      origins[service] = [];
      for (let replica = 0; replica < (replicas[service] ?? 1); replica += 1)
        origins[service].push(`http://127.0.0.1:${await freePort()}`);
    }
    const surroundings = (): Surroundings => ({
      databaseUrl: this.databaseUrl,
      brokers: this.brokers,
      redisUrl,
      poolSize: this.poolSize,
      url: this.url,
      host: this.config.host,
      port: this.place.port,
      dataDir: this.config.dataDir,
      replicas: origins,
      hasCity: !isEmpty,
      more: environment,
    });
    this.supervise('edge', 1, this.url, () => edgeEnvironment(surroundings()));
    for (const service of SERVICES) {
      for (const [index, url] of origins[service].entries()) {
        await this.until(() => this.starting() < STARTED_AT_ONCE);
        if (this.ending.signal.aborted) return;
        this.supervise(service, index + 1, url, () => serviceEnvironment(service, url, surroundings()));
      }
    }
  }

  /** Services that are not ready yet. */
  private starting(): number {
    return this.nodes.filter((node) => node.kind !== 'edge' && !this.readyOnes.has(node)).length;
  }

  private supervise(
    kind: ServiceName | 'edge',
    replica: number,
    url: string,
    environment: () => NodeJS.ProcessEnv,
  ): void {
    const { say = () => undefined, complain = () => undefined } = this.options;
    let wasReady = false;
    const node: NodeProcess = new NodeProcess(kind, replica, url, environment, {
      started: (pid) => {
        this.afterUs.charge('service', pid);
        // It reports anew: a started edge knows nothing yet.
        setImmediate(() => this.tellEdge());
      },
      announced: () => undefined,
      ready: () => {
        this.readyOnes.add(node);
        if (wasReady) say({ 'zh-CN': `${kind} ${replica} 已恢复`, en: `${kind} ${replica} is back` });
        wasReady = true;
      },
      trouble: complain,
    });
    this.nodes.push(node);
    void node.over.then((isAsked) => {
      if (!isAsked) this.fail(new Error(`${kind} ${replica} does not start`));
    });
  }

  /** Services first; the edge is ready only after the city is everywhere. */
  private async settle(): Promise<void> {
    try {
      await this.startNodes();
      await this.until(() => this.starting() === 0);
      if (!this.options.isEmpty) {
        await loadCity({
          url: this.url,
          dataDir: this.config.dataDir,
          credentialsFile: this.credentialsFile,
          say: this.options.say ?? (() => undefined),
          report: (standing) => this.setCity(standing),
          signal: this.ending.signal,
        });
        this.setCity({ ok: true });
      }
      await this.until(() => this.nodes.every((node) => this.readyOnes.has(node)));
      if (!this.ending.signal.aborted) this.ready();
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.ending.signal.aborted) await pause(50);
  }

  private setCity(standing: CheckResult): void {
    this.city = standing;
    this.tellEdge();
  }

  private tellEdge(): void {
    const edge = this.nodes.find(({ kind }) => kind === 'edge');
    edge?.supervised.tell({ type: 'report', name: CITY_CHECK, result: this.city });
  }

  private servers(): ClusterProcess[] {
    const { database, broker } = this;
    return [
      ...(broker?.pid() ? [{ kind: 'broker' as const, replica: 1, ...broker }] : []),
      ...(database?.pid() ? [{ kind: 'postgres' as const, replica: 1, ...signalled(() => database.pid()) }] : []),
    ];
  }
}

/** The database as a process of the cluster: what supervises it notices its end by itself. */
function signalled(pid: () => number | undefined): Pick<ClusterProcess, 'pid' | 'kill9' | 'restart'> {
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = pid();
    const identity = running && processIdentity(running);
    if (!running || !identity) return;
    process.kill(running, signal);
    while (processIdentity(running) === identity) await pause(10);
  };
  return { pid, kill9: () => end('SIGKILL'), restart: () => end('SIGINT') };
}
