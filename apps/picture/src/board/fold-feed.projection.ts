import type { EventData, FeedFellSilentV1, FeedHeardAgainV1 } from '@libs/events';
import type { Transaction } from '@libs/persistence';
import type { Fact, Touched } from './fact';

/** A feed from which warnings may be missing. */
export async function foldFeedFellSilent(
  tx: Transaction,
  { data: { feedId, name, silentSince, detail } }: Fact<EventData<typeof FeedFellSilentV1>>,
  touched: Touched,
): Promise<void> {
  await tx.query(
    `insert into picture.feeds (id, name, silent_since, detail) values ($1, $2, $3, $4)
     on conflict (id) do update set name = excluded.name, silent_since = excluded.silent_since, detail = excluded.detail`,
    [feedId, name, silentSince, detail],
  );
  touched.feeds.add(feedId);
}

/** The feed is heard again. */
export async function foldFeedHeardAgain(
  tx: Transaction,
  { data: { feedId, name } }: Fact<EventData<typeof FeedHeardAgainV1>>,
  touched: Touched,
): Promise<void> {
  await tx.query('update picture.feeds set name = $2, silent_since = null, detail = null where id = $1', [
    feedId,
    name,
  ]);
  touched.feeds.add(feedId);
}
