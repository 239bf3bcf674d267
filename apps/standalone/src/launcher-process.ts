import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Line } from './launcher-console';
import { projectRoot, type LauncherConfig } from './launcher.config';

/** What the application tells its launcher: lines for people, printed once it is ready. */
export interface Announcement {
  type: 'announce';
  lines: string[];
}

/** Exit code of `endUnable` in libs/service, which a launcher does not load: it has told a person why already. */
const CANNOT_RUN = 78;

/** A process that is kept running. */
export interface Supervised {
  /** What people call it. */
  name: Line;
  /** The compiled entry. */
  script: string;
  words: string[];
  /** Where it serves /health/ready and /health/live. */
  url: string;
  /** Asked for at each start. */
  environment(): NodeJS.ProcessEnv;
}

/** What the launcher does about a process: all of it is called for each start of it. */
export interface ProcessEvents {
  started(pid: number): void;
  announced(lines: string[]): void;
  ready(): void;
  /** It ended or fell silent; what a person should read. */
  trouble(line: Line): void;
}

/** Pauses and patience of the supervision. */
export type Supervision = Pick<
  LauncherConfig,
  'firstPause' | 'longestPause' | 'soundAfter' | 'firstStarts' | 'pulseInterval' | 'silentPulses'
>;

/** A process, started again with growing pauses whenever it ends unasked. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private over: Promise<unknown> = Promise.resolve();
  private isStopping = false;
  private isRenewing = false;
  private wasReady = false;
  private failures = 0;

  constructor(
    private readonly what: Supervised,
    private readonly config: Supervision,
    private readonly events: ProcessEvents,
  ) {}

  /** Of the process, while it runs. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Runs it until `stop`. Settles with false when it was given up because it never became ready. */
  async run(): Promise<boolean> {
    for (;;) {
      const begun = Date.now();
      const end = await this.runOnce();
      if (this.isStopping) return true;
      if (this.isRenewing) {
        this.isRenewing = false;
        continue;
      }
      if (Date.now() - begun > this.config.soundAfter) this.failures = 0;
      this.failures += 1;
      if (!this.wasReady && (this.failures >= this.config.firstStarts || end === `exit ${CANNOT_RUN}`)) {
        this.trouble(`无法启动（${end}）`, `does not start (${end})`);
        return false;
      }
      const wait = Math.min(this.config.firstPause * 2 ** (this.failures - 1), this.config.longestPause);
      this.trouble(
        `意外退出（${end}），${wait / 1000} 秒后重启`,
        `ended unexpectedly (${end}); starting it again in ${wait / 1000} s`,
      );
      await pause(wait);
      if (this.isStopping) return true;
    }
  }

  /** Lets the process finish and waits for that; another one takes its place. */
  async renew(): Promise<void> {
    if (!this.child) return;
    this.isRenewing = true;
    askToEnd(this.child);
    await this.over;
  }

  /** Ends it as a crash would and waits for that; another one takes its place. */
  async crash(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.over;
  }

  /** Tells it something, if it runs. */
  tell(message: object): void {
    if (this.child?.connected) this.child.send(message, () => undefined);
  }

  /** Asks it to finish and waits; false when it had to be ended the hard way. */
  async stop(patience: number): Promise<boolean> {
    this.isStopping = true;
    if (!this.child) return true;
    askToEnd(this.child);
    const timer = new AbortController();
    const isDone = await Promise.race([
      this.over.then(() => true),
      pause(patience, false, { signal: timer.signal }).catch(() => false),
    ]);
    timer.abort();
    if (!isDone) this.kill();
    await this.over;
    return isDone;
  }

  /** Ends it at once. */
  kill(): void {
    this.isStopping = true;
    this.child?.kill('SIGKILL');
  }

  private runOnce(): Promise<string> {
    const { script, words } = this.what;
    const child = fork(script, words, {
      cwd: projectRoot,
      env: this.what.environment(),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    if (child.pid) this.events.started(child.pid);
    child.on('message', (message: Announcement) => {
      if (message?.type === 'announce') this.events.announced(message.lines);
    });
    const end = new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
    }).finally(() => (this.child = undefined));
    this.over = end;
    void this.watch(child);
    return end;
  }

  private async watch(child: ChildProcess): Promise<void> {
    const isCurrent = (): boolean => this.child === child && !this.isStopping;
    while (isCurrent() && !(await this.answers('/health/ready'))) await pause(100);
    if (!isCurrent()) return;
    this.wasReady = true;
    this.events.ready();
    // A process whose event loop hangs cannot notice it itself.
    for (let silences = 0; isCurrent();) {
      await pause(this.config.pulseInterval);
      silences = (await this.answers('/health/live')) ? 0 : silences + 1;
      if (silences < this.config.silentPulses || !isCurrent()) continue;
      this.trouble('没有应答', 'does not answer');
      child.kill('SIGKILL');
    }
  }

  private trouble(happened: string, whatHappened: string): void {
    const { name } = this.what;
    this.events.trouble({ 'zh-CN': `${name['zh-CN']}${happened}`, en: `${name.en} ${whatHappened}` });
  }

  private async answers(path: string): Promise<boolean> {
    try {
      const answer = await fetch(this.what.url + path, { signal: AbortSignal.timeout(this.config.pulseInterval) });
      await answer.body?.cancel();
      return answer.status === 200;
    } catch {
      return false;
    }
  }
}

function askToEnd(child: ChildProcess): void {
  // Windows knows no SIGTERM; the application also ends when its launcher leaves it.
  if (process.platform === 'win32') child.disconnect();
  else child.kill('SIGTERM');
}
