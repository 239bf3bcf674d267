import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';
import { WatchFeeds } from './watch-feeds';

/** Looks every second whether a feed has fallen silent, or is heard again. */
@Injectable()
export class WatchFeedsJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = createLogger('alerting');
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly watchFeeds: WatchFeeds,
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
    this.running = this.watchFeeds
      .execute()
      .then(
        () => undefined,
        (error: unknown) => this.log.error({ err: error }, 'feeds could not be watched'),
      )
      .then(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.look(), this.config.feedTickMs);
      });
  }
}
