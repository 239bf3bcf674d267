import { complain, say } from './launcher-console';
import type { LauncherConfig } from './launcher.config';

/** The wish that a launcher ends: Ctrl-C, a signal, or the end of npm. A second one forces it. */
export class WishToEnd {
  /** Settles with the first one. */
  readonly asked: Promise<void>;
  private ask: () => void = () => undefined;
  private askedAt: number | undefined;
  private hasForced = false;

  constructor(
    private readonly config: Pick<LauncherConfig, 'isUnderNpm' | 'sameSignalWithin'>,
    private readonly onForced: () => void,
  ) {
    this.asked = new Promise((resolve) => (this.ask = resolve));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.onSignal());
    if (config.isUnderNpm) this.endWithParent(process.ppid);
  }

  get isAsked(): boolean {
    return this.askedAt !== undefined;
  }

  get isForced(): boolean {
    return this.hasForced;
  }

  private onSignal(): void {
    if (this.askedAt === undefined) {
      this.askedAt = Date.now();
      say({
        'zh-CN': '正在停止：完成手头的工作……（再按一次 Ctrl-C 强制结束）',
        en: 'Stopping: finishing what is in hand… (Ctrl-C again forces it)',
      });
      return this.ask();
    }
    if (Date.now() - this.askedAt < this.config.sameSignalWithin || this.hasForced) return;
    this.hasForced = true;
    complain({ 'zh-CN': '强制结束', en: 'Forced to end' });
    this.onForced();
  }

  /** A shell between npm and us may die of a signal without passing it on. */
  private endWithParent(parent: number): void {
    const watch = setInterval(() => {
      if (process.ppid === parent || this.isAsked) return;
      clearInterval(watch);
      this.onSignal();
    }, 500);
    watch.unref();
  }
}
