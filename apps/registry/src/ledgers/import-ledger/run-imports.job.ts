import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { RunImport } from './run-import';

/** How often it is looked for an import that a process has left behind when it died, ms. */
const LOOK_EVERY_MS = 2_000;

/** Runs imports one after the other: at once when one has come, and those that were left behind. */
@Injectable()
export class RunImportsJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = createLogger('registry');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private stopped = false;

  constructor(private readonly runImport: RunImport) {}

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.runImport.stop();
    await this.running;
  }

  /** There is an import to run. One function for all calls. */
  readonly wake = (): void => {
    this.isWanted = true;
    this.running ??= this.runAll();
  };

  private async runAll(): Promise<void> {
    clearTimeout(this.timer);
    try {
      while (this.isWanted && !this.stopped) {
        this.isWanted = false;
        while (!this.stopped && (await this.runImport.execute()));
      }
    } catch (error) {
      this.log.error({ err: error }, 'an import was interrupted and goes on soon');
    }
    this.running = undefined;
    if (!this.stopped) this.timer = setTimeout(this.wake, LOOK_EVERY_MS);
  }
}
