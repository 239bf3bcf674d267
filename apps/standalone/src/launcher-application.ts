import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { complain } from './launcher-console';
import { applicationEnvironment, type LauncherConfig } from './launcher.config';

/** What the application tells its launcher: lines for people, printed once it is ready. */
export interface Announcement {
  type: 'announce';
  lines: string[];
}

/** The application's process, started again with growing pauses whenever it ends unasked. */
export class SupervisedApplication {
  private child: ChildProcess | undefined;
  private over: Promise<void> = Promise.resolve();
  private isStopping = false;
  private wasReady = false;
  private failures = 0;

  /** `onStart` is told the pid of each new process; `onReady` is called each time it is ready, with its lines. */
  constructor(
    private readonly config: LauncherConfig,
    private readonly databaseUrl: string,
    private readonly url: string,
    private readonly onStart: (pid: number) => void,
    private readonly onReady: (lines: string[]) => void,
  ) {}

  /** Runs it until `stop`. Settles with false when it was given up because it never became ready. */
  async run(): Promise<boolean> {
    while (!this.isStopping) {
      const begun = Date.now();
      const end = await this.runOnce();
      if (this.isStopping) return true;
      if (Date.now() - begun > this.config.soundAfter) this.failures = 0;
      this.failures += 1;
      if (!this.wasReady && this.failures >= this.config.firstStarts) {
        complain({ 'zh-CN': `应用无法启动（${end}）`, en: `The application does not start (${end})` });
        return false;
      }
      const wait = Math.min(this.config.firstPause * 2 ** (this.failures - 1), this.config.longestPause);
      complain({
        'zh-CN': `应用意外退出（${end}），${wait / 1000} 秒后重启`,
        en: `The application ended unexpectedly (${end}); starting it again in ${wait / 1000} s`,
      });
      await pause(wait);
    }
    return true;
  }

  /** Asks it to finish and waits; false when it had to be ended the hard way. */
  async stop(patience: number): Promise<boolean> {
    this.isStopping = true;
    if (!this.child) return true;
    // Windows knows no SIGTERM; the application also ends when its launcher leaves it.
    if (process.platform === 'win32') this.child.disconnect();
    else this.child.kill('SIGTERM');
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

  private async runOnce(): Promise<string> {
    const child = fork(join(__dirname, 'application.js'), process.argv.slice(2), {
      env: applicationEnvironment(this.config, this.databaseUrl),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    if (child.pid) this.onStart(child.pid);
    let lines: string[] = [];
    child.on('message', (message: Announcement) => {
      if (message?.type === 'announce') lines = message.lines;
    });
    let isOver = false;
    const end = new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
    }).finally(() => {
      isOver = true;
      this.child = undefined;
    });
    this.over = end.then(() => undefined);
    void this.untilReady(() => isOver).then((isReady) => {
      if (!isReady || this.isStopping) return;
      this.wasReady = true;
      this.onReady(lines);
    });
    return end;
  }

  private async untilReady(isOver: () => boolean): Promise<boolean> {
    while (!isOver()) {
      try {
        const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
        await answer.body?.cancel();
        if (answer.status === 200) return true;
      } catch {
        // It does not listen yet.
      }
      await pause(100);
    }
    return false;
  }
}
