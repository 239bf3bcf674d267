import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@libs/persistence';
import type { SignaturePolicy } from '../domain/signature-policy';

/** How a feed is asked for; the secret itself stands in the variable that `secret` names. */
export type FeedCredential =
  | { kind: 'bearer'; secret: string }
  | { kind: 'basic'; secret: string }
  | { kind: 'header'; header: string; secret: string };

/** What a person says about a feed. */
export interface FeedSettings {
  name: string;
  kind: 'polled' | 'pushed';
  /** Address of a polled feed. */
  url: string | null;
  intervalSeconds: number;
  alarmAfterIntervals: number;
  signaturePolicy: SignaturePolicy;
  credential: FeedCredential | null;
  enabled: boolean;
}

export interface Feed extends FeedSettings {
  id: string;
  /** Who its messages are received by: the account that pushes, or the feed itself. */
  source: string;
  silentSince: Date | null;
}

/** A feed that this process may ask now, and nobody else. */
export interface LeasedFeed extends Feed {
  url: string;
  lease: string;
  etag: string | null;
  lastModified: string | null;
  contentSha256: Buffer | null;
  failures: number;
}

/** What an attempt has come to. */
export interface PollResult {
  result: string;
  detail: string | null;
  isSuccess: boolean;
  etag: string | null;
  lastModified: string | null;
  contentSha256: Buffer | null;
  pauseMs: number;
}

export interface FeedLink {
  url: string;
  etag: string | null;
  lastModified: string | null;
}

/** A feed whose silence has just begun or ended. */
export interface HeardFeed {
  id: string;
  name: string;
  silentSince: Date;
  heardAt: Date;
  detail: string | null;
}

const SETTINGS = `id, source, name, kind, url, interval_seconds as "intervalSeconds", alarm_after_intervals as "alarmAfterIntervals",
  signature_policy as "signaturePolicy", credential, enabled, silent_since as "silentSince"`;

/** When something was last heard of the feed `f`; nothing counts from before it was watched. */
export const HEARD_AT = `greatest(f.watched_since, f.last_success_at, (select max(m.received_at) from alerting.cap_messages m
  where m.received_by = f.source and f.kind = 'pushed'))`;

// Leases and pauses are on the database's clock: processes may disagree about the time.
@Injectable()
export class FeedRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, id: string, source: string, feed: FeedSettings): Promise<void> {
    await tx.query(
      `insert into alerting.feeds (id, source, name, kind, url, interval_seconds, alarm_after_intervals, signature_policy, credential,
         enabled, watched_since, next_poll_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp(), case $4 when 'polled' then clock_timestamp() end)`,
      [id, source, ...valuesOf(feed)],
    );
  }

  async lock(tx: Transaction, id: string): Promise<Feed | undefined> {
    const [feed] = await tx.query<Feed>(`select ${SETTINGS} from alerting.feeds where id = $1 for update`, [id]);
    return feed;
  }

  /** Saves the settings; the feed is asked at once, from its first byte, and its silence counts from now. */
  async change(tx: Transaction, id: string, feed: FeedSettings): Promise<void> {
    await tx.query(
      `update alerting.feeds set name = $2, kind = $3, url = $4, interval_seconds = $5, alarm_after_intervals = $6,
         signature_policy = $7, credential = $8, enabled = $9, watched_since = clock_timestamp(), silent_since = null, failures = 0,
         next_poll_at = case kind when 'polled' then clock_timestamp() end, etag = null, last_modified = null,
         content_sha256 = null, lease = null, leased_until = null
       where id = $1`,
      [id, ...valuesOf(feed)],
    );
  }

  /** One feed that is due, for `leaseMs`: whoever dies with it gives it back by doing nothing. */
  async lease(lease: string, leaseMs: number): Promise<LeasedFeed | undefined> {
    const [feed] = await this.database.query<LeasedFeed & Record<string, unknown>>(
      `update alerting.feeds set lease = $1, leased_until = clock_timestamp() + $2 * interval '1 ms', last_poll_at = clock_timestamp()
       where id = (select id from alerting.feeds where enabled and kind = 'polled' and next_poll_at <= clock_timestamp()
         and (leased_until is null or leased_until <= clock_timestamp()) order by next_poll_at limit 1 for update skip locked)
       returning ${SETTINGS}, lease, etag, last_modified as "lastModified", content_sha256 as "contentSha256", failures`,
      [lease, leaseMs],
    );
    return feed;
  }

  /** Writes down what an attempt has come to, unless the lease has run out and somebody else has the feed. */
  async conclude({ id, lease }: LeasedFeed, poll: PollResult): Promise<void> {
    const { result, detail, isSuccess, etag, lastModified, contentSha256, pauseMs } = poll;
    await this.database.query(
      `update alerting.feeds set last_result = $3, last_detail = $4, failures = case when $5 then 0 else failures + 1 end,
         last_success_at = case when $5 then clock_timestamp() else last_success_at end, etag = $6, last_modified = $7,
         content_sha256 = $8, next_poll_at = clock_timestamp() + $9 * interval '1 ms', lease = null, leased_until = null
       where id = $1 and lease = $2`,
      [id, lease, result, detail, isSuccess, etag, lastModified, contentSha256, pauseMs],
    );
  }

  /** The links of the feed as it stands: new ones are added, those that have left it are forgotten. */
  async keepLinks(feedId: string, urls: string[]): Promise<void> {
    await this.database.query(
      `with gone as (delete from alerting.feed_links where feed_id = $1 and url <> all ($2::text[]))
       insert into alerting.feed_links (feed_id, url) select distinct $1::uuid, unnest($2::text[]) on conflict do nothing`,
      [feedId, urls],
    );
  }

  /** Links to be read: those never read or failed, and with `again` those read longest ago, too. */
  async linksToRead(feedId: string, limit: number, again: boolean): Promise<FeedLink[]> {
    return this.database.query<FeedLink & Record<string, unknown>>(
      `select url, etag, last_modified as "lastModified" from alerting.feed_links
       where feed_id = $1 and (result is distinct from 'ok' or $3) order by checked_at nulls first limit $2`,
      [feedId, limit, again],
    );
  }

  async concludeLink(feedId: string, link: FeedLink, result: string): Promise<void> {
    await this.database.query(
      `update alerting.feed_links set etag = $3, last_modified = $4, result = $5, checked_at = clock_timestamp()
       where feed_id = $1 and url = $2`,
      [feedId, link.url, link.etag, link.lastModified, result],
    );
  }

  /**
   * Feeds that have been silent too long and are not known to be. One that has not failed may simply not have been
   * asked, because nobody ran: there silence counts from `since`, when this process began to listen.
   */
  async fallSilent(tx: Transaction, since: Date): Promise<HeardFeed[]> {
    return tx.query<HeardFeed>(
      `update alerting.feeds feed set silent_since = heard.at
       from (select f.id, ${HEARD_AT} as at from alerting.feeds f where f.enabled and f.silent_since is null) heard
       where feed.id = heard.id and feed.silent_since is null and case when feed.failures > 0 then heard.at
         else greatest(heard.at, $1) end < clock_timestamp() - feed.interval_seconds * feed.alarm_after_intervals * interval '1 s'
       returning feed.id, feed.name, feed.silent_since as "silentSince", heard.at as "heardAt", feed.last_result as detail`,
      [since],
    );
  }

  /** Silent feeds of which something has been heard since. */
  async hearAgain(tx: Transaction): Promise<HeardFeed[]> {
    return tx.query<HeardFeed>(
      `update alerting.feeds feed set silent_since = null
       from (select f.id, f.silent_since, ${HEARD_AT} as at from alerting.feeds f where f.silent_since is not null) heard
       where feed.id = heard.id and feed.silent_since is not null and heard.at > feed.silent_since
       returning feed.id, feed.name, heard.silent_since as "silentSince", heard.at as "heardAt", feed.last_result as detail`,
    );
  }

  /** The time that leases, pauses and silence go by. */
  async now(tx: Transaction): Promise<Date> {
    const [row] = await tx.query<{ now: Date }>('select clock_timestamp() as now');
    return (row as { now: Date }).now;
  }

  async silentNames(): Promise<string[]> {
    const rows = await this.database.query<{ name: string }>(
      'select name from alerting.feeds where silent_since is not null order by name',
    );
    return rows.map(({ name }) => name);
  }
}

function valuesOf(feed: FeedSettings): unknown[] {
  const { name, kind, url, intervalSeconds, alarmAfterIntervals, signaturePolicy, credential, enabled } = feed;
  const secret = credential && JSON.stringify(credential);
  return [name, kind, url, intervalSeconds, alarmAfterIntervals, signaturePolicy, secret, enabled];
}
