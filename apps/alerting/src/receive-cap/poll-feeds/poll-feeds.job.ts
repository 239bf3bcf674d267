import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { ALERTING_CONFIG, type AlertingConfig } from '../../alerting.config';
import { PollFeeds } from './poll-feeds';

/** Looks every second for feeds that are due; a few at once, so that a slow one keeps no other waiting. */
@Injectable()
export class PollFeedsJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = createLogger('alerting');
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pollFeeds: PollFeeds,
    @Inject(ALERTING_CONFIG) private readonly config: AlertingConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.running = Promise.all(Array.from({ length: this.config.feedsAtOnce }, () => this.look()));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.pollFeeds
        .execute()
        .catch((error: unknown) => this.log.error({ err: error }, 'feeds could not be read'));
      await pause(this.config.feedTickMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
