import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { PICTURE_CONFIG, type PictureConfig } from '../picture.config';
import { StreamTrimming } from './trim-stream';

const EVERY_MS = 10 * 60_000;

@Injectable()
export class TrimStreamJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = createLogger('picture.trim-stream');
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly trimming: StreamTrimming,
    @Inject(PICTURE_CONFIG) private readonly config: PictureConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.trimming.execute(this.config.streamKeepHours).catch((error: unknown) => {
        // Nothing is lost by it, and the next round tries again.
        this.log.warn({ err: error }, 'old changes of the live stream could not be deleted');
      });
    }, EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
