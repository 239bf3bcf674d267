import { Injectable } from '@nestjs/common';
import { newId } from '@libs/kernel';
import { childTraceparent, createLogger, Metrics, runInContext } from '@libs/observability';
import { FeedRepository } from '../../persistence/feed.repository';
import { PollFeed } from './poll-feed';

/** Longer than the slowest feed with all its links takes. */
const LEASE_MS = 10 * 60_000;

/** Asks the feeds that are due. Each is asked by one process at a time, however many there are. */
@Injectable()
export class PollFeeds {
  private readonly log = createLogger('alerting');
  private readonly polls;

  constructor(
    private readonly feeds: FeedRepository,
    private readonly pollFeed: PollFeed,
    metrics: Metrics,
  ) {
    this.polls = metrics.counter('alerting_feed_polls_total', 'Feeds asked, by what it came to', ['result']);
  }

  /** Asks one feed after the other until none is due. Number of feeds that were asked. */
  async execute(): Promise<number> {
    for (let asked = 0; ; asked += 1) {
      const feed = await this.feeds.lease(newId(), LEASE_MS);
      if (!feed) return asked;
      const actor = { id: feed.id, name: feed.name, roles: ['feed'] };
      const context = { correlationId: newId(), traceparent: childTraceparent(), actor };
      const result = await runInContext(context, () => this.pollFeed.execute(feed));
      this.polls.inc({ result });
      if (result !== 'ok' && result !== 'not-modified') {
        this.log.warn({ feed: feed.name, result }, 'a feed could not be read');
      }
    }
  }
}
