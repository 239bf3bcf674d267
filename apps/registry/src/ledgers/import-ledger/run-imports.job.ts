import { Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { IntervalJob } from '@libs/service';
import { RunImport } from './run-import';

/**
 * Runs imports one after the other: at once when one has come, and looks every two seconds for those that a process has
 * left behind when it died.
 */
@Injectable()
export class RunImportsJob extends IntervalJob {
  constructor(private readonly runImport: RunImport) {
    super({
      work: async (ending) => {
        while (!ending.aborted && (await runImport.execute()));
      },
      everyMs: 2_000,
      log: createLogger('registry'),
      failed: 'an import was interrupted and goes on soon',
    });
  }

  override onModuleDestroy(): Promise<void> {
    this.runImport.stop();
    return super.onModuleDestroy();
  }
}
