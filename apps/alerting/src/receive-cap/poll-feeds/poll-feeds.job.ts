import { Inject, Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { IntervalJob } from '@libs/service';
import { ALERTING_CONFIG, type AlertingConfig } from '../../alerting.config';
import { PollFeeds } from './poll-feeds';

/** Looks every second for feeds that are due; a few at once, so that a slow one keeps no other waiting. */
@Injectable()
export class PollFeedsJob extends IntervalJob {
  constructor(pollFeeds: PollFeeds, @Inject(ALERTING_CONFIG) config: AlertingConfig) {
    super({
      work: () => pollFeeds.execute(),
      everyMs: config.feedTickMs,
      atOnce: config.feedsAtOnce,
      log: createLogger('alerting'),
      failed: 'feeds could not be read',
    });
  }
}
