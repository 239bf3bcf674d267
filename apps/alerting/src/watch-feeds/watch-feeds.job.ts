import { Inject, Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { IntervalJob } from '@libs/service';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';
import { WatchFeeds } from './watch-feeds';

/** Looks every second whether a feed has fallen silent, or is heard again. */
@Injectable()
export class WatchFeedsJob extends IntervalJob {
  constructor(watchFeeds: WatchFeeds, @Inject(ALERTING_CONFIG) config: AlertingConfig) {
    super({
      work: () => watchFeeds.execute(),
      everyMs: config.feedTickMs,
      log: createLogger('alerting'),
      failed: 'feeds could not be watched',
    });
  }
}
