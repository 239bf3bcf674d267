import { Injectable } from '@nestjs/common';
import { FeedFellSilentV1, FeedHeardAgainV1 } from '@libs/events';
import { newId } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { childTraceparent, createLogger, Metrics, Readiness, runInContext } from '@libs/observability';
import { UnitOfWork } from '@libs/persistence';
import { FeedRepository } from '../persistence/feed.repository';

/** Raises the alarm when nothing has been heard of a feed for too long, and ends it when something is. */
@Injectable()
export class WatchFeeds {
  private readonly log = createLogger('alerting');
  private since: Date | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly feeds: FeedRepository,
    private readonly outbox: Outbox,
    metrics: Metrics,
    readiness: Readiness,
  ) {
    metrics.gauge('alerting_feeds_silent', 'Feeds that have not been heard of for too long', [], async (gauge) => {
      gauge.set((await this.feeds.silentNames()).length);
    });
    // A silent feed is no reason to send the work of others elsewhere.
    readiness.register('feeds', async () => {
      const silent = await this.feeds.silentNames();
      return { ok: true, ...(silent.length > 0 ? { detail: `silent: ${silent.join(', ')}` } : {}) };
    });
  }

  /** Number of feeds whose silence has begun or ended. */
  execute(): Promise<number> {
    const context = { correlationId: newId(), traceparent: childTraceparent(), mode: 'actual' as const };
    return runInContext(context, () =>
      this.unitOfWork.run(async (tx) => {
        const again = await this.feeds.hearAgain(tx);
        for (const { id: feedId, name, silentSince, heardAt } of again) {
          const times = { silentSince: silentSince.toISOString(), heardAt: heardAt.toISOString() };
          await this.outbox.add(tx, FeedHeardAgainV1, { feedId, name, ...times, how: 'heard' });
          await tx.audit({ action: 'feed.heard-again', subject: feedId, details: { name, ...times } });
        }
        this.since ??= await this.feeds.now(tx);
        const silent = await this.feeds.fallSilent(tx, this.since);
        for (const { id: feedId, name, silentSince, detail } of silent) {
          const told = { silentSince: silentSince.toISOString(), ...(detail ? { detail: detail.slice(0, 500) } : {}) };
          await this.outbox.add(tx, FeedFellSilentV1, { feedId, name, ...told });
          await tx.audit({ action: 'feed.fell-silent', subject: feedId, details: { name, ...told } });
          this.log.error({ feed: name, silentSince, detail }, 'alarm: a feed has fallen silent');
        }
        return again.length + silent.length;
      }),
    );
  }
}
