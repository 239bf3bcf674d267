import { Inject, Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { IntervalJob } from '@libs/service';
import { ALERTING_CONFIG, type AlertingConfig } from '../alerting.config';
import { ExpireWarnings } from './expire-warnings';

/** Looks every few seconds, and first of all at the start, for warnings that have run out. */
@Injectable()
export class ExpireWarningsJob extends IntervalJob {
  constructor(expireWarnings: ExpireWarnings, @Inject(ALERTING_CONFIG) config: AlertingConfig) {
    super({
      work: () => expireWarnings.execute(),
      everyMs: config.expiryIntervalMs,
      log: createLogger('alerting'),
      failed: 'warnings that have run out could not be ended',
    });
  }
}
