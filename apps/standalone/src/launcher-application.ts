import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Line } from './launcher-console';
import { applicationEnvironment, type LauncherConfig } from './launcher.config';

/** What the application tells its launcher: lines for people, printed once it is ready. */
export interface Announcement {
  type: 'announce';
  lines: string[];
}

/** What the launcher does about an application: all of it is called for each of its processes. */
export interface ApplicationEvents {
  started(pid: number): void;
  announced(lines: string[]): void;
  ready(): void;
  /** It ended or fell silent; what a person should read. */
  trouble(line: Line): void;
}

/** The application's process, started again with growing pauses whenever it ends unasked. */
export class SupervisedApplication {
  private child: ChildProcess | undefined;
  private over: Promise<unknown> = Promise.resolve();
  private isStopping = false;
  private wasReady = false;
  private failures = 0;

  /** `script` is the compiled entry, which serves /health/ready and /health/live at `url`. */
  constructor(
    private readonly script: string,
    private readonly config: LauncherConfig,
    private readonly url: string,
    private readonly databaseUrl: () => string,
    private readonly events: ApplicationEvents,
  ) {}

  /** Runs it until `stop`. Settles with false when it was given up because it never became ready. */
  async run(): Promise<boolean> {
    for (;;) {
      const begun = Date.now();
      const end = await this.runOnce();
      if (this.isStopping) return true;
      if (Date.now() - begun > this.config.soundAfter) this.failures = 0;
      this.failures += 1;
      if (!this.wasReady && this.failures >= this.config.firstStarts) {
        this.events.trouble({ 'zh-CN': `应用无法启动（${end}）`, en: `The application does not start (${end})` });
        return false;
      }
      const wait = Math.min(this.config.firstPause * 2 ** (this.failures - 1), this.config.longestPause);
      this.events.trouble({
        'zh-CN': `应用意外退出（${end}），${wait / 1000} 秒后重启`,
        en: `The application ended unexpectedly (${end}); starting it again in ${wait / 1000} s`,
      });
      await pause(wait);
      if (this.isStopping) return true;
    }
  }

  /** Lets the process finish; another one takes its place. */
  renew(): void {
    if (this.child) askToEnd(this.child);
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
    const child = fork(this.script, process.argv.slice(2), {
      env: applicationEnvironment(this.config, this.databaseUrl()),
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
      this.events.trouble({ 'zh-CN': '应用没有应答', en: 'The application does not answer' });
      child.kill('SIGKILL');
    }
  }

  private async answers(path: string): Promise<boolean> {
    try {
      const answer = await fetch(this.url + path, { signal: AbortSignal.timeout(this.config.pulseInterval) });
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
