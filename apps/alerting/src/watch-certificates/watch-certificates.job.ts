import { Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { IntervalJob } from '@libs/service';
import { WatchCertificates } from './watch-certificates';

/**
 * At the start and every hour: the trusted certificates are read anew. A folder that cannot be read ends the start;
 * later on the certificates of before stay.
 */
@Injectable()
export class WatchCertificatesJob extends IntervalJob {
  constructor(watchCertificates: WatchCertificates) {
    super({
      work: () => watchCertificates.execute(),
      everyMs: 60 * 60_000,
      first: 'needed',
      log: createLogger('alerting'),
      failed: 'the trusted certificates could not be read',
    });
  }
}
