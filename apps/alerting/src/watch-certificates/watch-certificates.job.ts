import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createLogger } from '@libs/observability';
import { WatchCertificates } from './watch-certificates';

const EVERY_MS = 60 * 60 * 1000;

/** At the start and every hour: the trusted certificates are read anew. */
@Injectable()
export class WatchCertificatesJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = createLogger('alerting');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly watchCertificates: WatchCertificates) {}

  /** A folder that cannot be read ends the start; later on the certificates of before stay. */
  async onApplicationBootstrap(): Promise<void> {
    await this.watchCertificates.execute();
    this.timer = setInterval(() => {
      this.watchCertificates
        .execute()
        .catch((error: unknown) => this.log.error({ err: error }, 'the trusted certificates could not be read'));
    }, EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
