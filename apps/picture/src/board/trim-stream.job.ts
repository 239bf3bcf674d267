import { Inject, Injectable } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { IntervalJob } from '@libs/service';
import { PICTURE_CONFIG, type PictureConfig } from '../picture.config';
import { StreamTrimming } from './trim-stream';

/** Nothing is lost when a round fails, and the next one tries again. */
@Injectable()
export class TrimStreamJob extends IntervalJob {
  constructor(trimming: StreamTrimming, @Inject(PICTURE_CONFIG) config: PictureConfig) {
    super({
      work: () => trimming.execute(config.streamKeepHours),
      everyMs: 10 * 60_000,
      first: 'later',
      log: createLogger('picture.trim-stream'),
      failed: 'old changes of the live stream could not be deleted',
    });
  }
}
