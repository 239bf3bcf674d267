import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Cluster } from '../../tools/cluster/cluster';
import type { ClusterProcess } from '../../tools/cluster/processes';
import type { Client, Command } from './client';
import { allReady } from './ready';
import type { Kill, Service, Target } from './schedule';

/** One kill as it went. */
export interface Killed {
  target: Target;
  /** When the process was gone; ms since the epoch. */
  at: number;
  /** Until the first command was accepted again, ms; undefined where another kill came between. */
  backAfterMs?: number;
}

/** An orderly restart of one process. */
export interface Restart {
  name: string;
  /** How long it took to end after SIGTERM. */
  endedAfterMs: number;
  /** From SIGTERM until its place takes commands again. */
  backAfterMs: number;
}

const LOOK_EVERY_MS = 25;
const ONE_LOOK_MS = 10_000;
/** A process that is not back by then never comes back, ms. */
const PATIENCE_MS = 300_000;
/** What is sent to see whether anything at all is accepted. */
const ANY: Service = 'dispatch';

/** Kills by a schedule, and measures how long it takes until the product accepts a command again. */
export class Killer {
  readonly killed: Killed[] = [];
  /** The last acknowledged command of each service: sent again with its key, it is answered as it was. */
  private readonly probes = new Map<string, Command>();

  constructor(
    private readonly cluster: Cluster,
    private readonly client: Client,
  ) {
    client.onAcknowledged = (command) => void this.probes.set(command.path.split('/')[2]!, command);
  }

  async run(kill: Kill): Promise<Killed[]> {
    const done = [await this.end(kill.target, kill.which)];
    if (kill.also) {
      await pause(kill.also.afterMs);
      done.push(await this.end(kill.also.target, kill.which));
    }
    for (const { target, process } of done.slice().reverse()) await this.untilBack(target, process);
    const now = Date.now();
    await allReady(this.cluster);
    const killed = done.map(({ target, at }) => ({ target, at, ...(kill.also ? {} : { backAfterMs: now - at }) }));
    this.killed.push(...killed);
    return killed;
  }

  /** Ends a process in order; another one takes its place. */
  async renew(process: ClusterProcess): Promise<Restart> {
    const begun = Date.now();
    await process.restart();
    const endedAfterMs = Date.now() - begun;
    await this.untilBack(process.kind, process);
    const backAfterMs = Date.now() - begun;
    await allReady(this.cluster);
    return { name: `${process.kind} ${process.replica}`, endedAfterMs, backAfterMs };
  }

  private async end(target: Target, which: number): Promise<{ target: Target; process: ClusterProcess; at: number }> {
    const replicas = this.cluster.processes.filter(({ kind }) => kind === target);
    const process = replicas[Math.floor(which * replicas.length)]!;
    const at = Date.now();
    await process.kill9();
    return { target, process, at };
  }

  private async untilBack(target: Target, process: ClusterProcess): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(LOOK_EVERY_MS))
      if (await this.isBack(target, process)) return;
    throw new Error(`${target} accepts nothing ${PATIENCE_MS} ms after it was killed`);
  }

  private async isBack(target: Target, { url }: ClusterProcess): Promise<boolean> {
    const { client, cluster } = this;
    switch (target) {
      case 'registry':
        return client.isSignedIn(url!, 'duty-officer', ONE_LOOK_MS);
      case 'picture':
        return client.isShown(url!, 'duty-officer', '/api/picture/emergencies?limit=1', ONE_LOOK_MS);
      case 'edge':
      case 'postgres':
        return this.isTaken(cluster.url, ANY);
      case 'broker':
        // Commands are accepted without it.
        return brokerAnswers(cluster.brokers);
      case 'alerting':
      case 'response':
      case 'dispatch':
      case 'resettlement':
        return this.isTaken(url!, target);
    }
  }

  private async isTaken(url: string, service: Service): Promise<boolean> {
    const probe = this.probes.get(service);
    return probe !== undefined && this.client.isTaken(url, probe, ONE_LOOK_MS);
  }
}

async function brokerAnswers(brokers: string): Promise<boolean> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.listTopics()).length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
