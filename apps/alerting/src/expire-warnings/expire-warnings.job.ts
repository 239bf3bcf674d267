import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';
import { ExpireWarnings } from './expire-warnings';

/** Looks every few seconds, and first of all at the start, for warnings that have run out. */
@Injectable()
export class ExpireWarningsJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = createLogger('alerting');
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly expireWarnings: ExpireWarnings,
    @Inject(ALERTING_CONFIG) private readonly config: AlertingConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.look();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private look(): void {
    this.running = this.expireWarnings
      .execute()
      .then(
        () => undefined,
        (error: unknown) => this.log.error({ err: error }, 'warnings that have run out could not be ended'),
      )
      .then(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.look(), this.config.expiryIntervalMs);
      });
  }
}
