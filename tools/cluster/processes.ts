import { join } from 'node:path';
import type { Line } from '../../apps/standalone/src/launcher-console';
import { SupervisedProcess, type ProcessEvents, type Supervision } from '../../apps/standalone/src/launcher-process';
import { projectRoot } from '../../apps/standalone/src/launcher.config';
import type { ServiceName } from './services';

export type ProcessKind = ServiceName | 'edge' | 'broker' | 'postgres';

/** One process of a cluster. */
export interface ClusterProcess {
  readonly kind: ProcessKind;
  /** Counts from 1. */
  readonly replica: number;
  /** Where it serves, if it speaks HTTP. */
  readonly url?: string;
  /** While it runs. */
  pid(): number | undefined;
  /** As a crash would end it; settles when it has ended. It is started again. */
  kill9(): Promise<void>;
  /** Asks it to finish; settles when it has ended. It is started again. */
  restart(): Promise<void>;
}

/** How soon a process is started again, and when one that hangs is ended; ms, times. */
export const SUPERVISION: Supervision = {
  firstPause: 200,
  longestPause: 2_000,
  soundAfter: 5_000,
  firstStarts: 5,
  pulseInterval: 5_000,
  silentPulses: 6,
};

const NAMES: Record<ServiceName | 'edge', string> = {
  registry: '台账',
  alerting: '预警',
  response: '响应',
  dispatch: '调度',
  resettlement: '转移安置',
  picture: '态势',
  edge: '入口',
};

/** A service, or the edge, kept running. */
export class NodeProcess implements ClusterProcess {
  readonly supervised: SupervisedProcess;
  /** Settles when it has stopped for good: true when that was asked for, false when it never became ready. */
  readonly over: Promise<boolean>;

  constructor(
    readonly kind: ServiceName | 'edge',
    readonly replica: number,
    readonly url: string,
    environment: () => NodeJS.ProcessEnv,
    events: ProcessEvents,
  ) {
    const what = {
      name: nameOf(kind, replica),
      script: join(projectRoot, `dist/apps/${kind}/src/main.js`),
      words: [],
      url,
      environment,
    };
    this.supervised = new SupervisedProcess(what, SUPERVISION, events);
    this.over = this.supervised.run();
  }

  pid(): number | undefined {
    return this.supervised.pid;
  }

  kill9(): Promise<void> {
    return this.supervised.crash();
  }

  restart(): Promise<void> {
    return this.supervised.renew();
  }
}

export const nameOf = (kind: ServiceName | 'edge', replica: number): Line => ({
  'zh-CN': `${NAMES[kind]} ${kind} ${replica} `,
  en: `${kind} ${replica}`,
});
