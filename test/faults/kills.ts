import { setTimeout as pause } from 'node:timers/promises';
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

const LOOK_EVERY_MS = 25;
const ONE_LOOK_MS = 1_000;
/** A process that is not back by then never comes back, ms. */
const PATIENCE_MS = 120_000;
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
      case 'broker':
      case 'postgres':
        return this.isTaken(cluster.url, ANY);
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
