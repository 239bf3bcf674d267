import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { processIdentity } from '@libs/persistence';
import { projectRoot } from '../../apps/standalone/src/launcher.config';

/** What has to end after the launcher, should that die: in this order. */
export const ORDER = ['service', 'broker', 'postgres'] as const;

export interface Charge {
  kind: (typeof ORDER)[number];
  pid: number;
  identity: string;
}

/**
 * A process that only waits for our end, to end what we could not: services that hang, the broker and the database, which
 * are in groups of their own.
 */
export class AfterUs {
  private child: ChildProcess;
  private readonly charges = new Map<number, Charge>();
  private isOver = false;

  constructor(private readonly onStarted: (pid: number) => void) {
    this.child = this.start();
  }

  /** From now on `pid` is to end with us. */
  charge(kind: Charge['kind'], pid: number): void {
    const identity = processIdentity(pid);
    if (!identity) return;
    for (const known of this.charges.values())
      if (processIdentity(known.pid) !== known.identity) this.charges.delete(known.pid);
    this.charges.set(pid, { kind, pid, identity });
    this.tell();
  }

  /** Everything has ended in order. */
  dismiss(): void {
    this.isOver = true;
    this.child.kill('SIGKILL');
  }

  private start(): ChildProcess {
    const child = fork(join(projectRoot, 'dist/tools/cluster/after-us-main.js'), [], { detached: true });
    if (child.pid) this.onStarted(child.pid);
    child.on('error', () => undefined);
    child.on('exit', () => {
      if (this.isOver) return;
      this.child = this.start();
      this.tell();
    });
    return child;
  }

  private tell(): void {
    if (this.child.connected) this.child.send([...this.charges.values()], () => undefined);
  }
}
