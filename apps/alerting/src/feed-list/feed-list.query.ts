import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type CursorColumns, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { UnitOfWork } from '@libs/persistence';
import type { SignaturePolicy } from '../domain/signature-policy';
import { HEARD_AT } from '../persistence/feed.repository';

export const FEEDS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { name: { column: 'name', type: 'text' } },
  defaultSort: 'name',
  filter: {
    kind: { column: 'kind', type: 'text', oneOf: ['polled', 'pushed'] },
    enabled: { column: 'enabled', type: 'boolean' },
    isSilent: { column: 'is_silent', type: 'boolean' },
  },
};

/** A source of warnings and how it is doing; times are instants in UTC. */
export interface FeedItem {
  id: string;
  name: string;
  kind: 'polled' | 'pushed';
  url: string | null;
  /** Account that hands its messages in, of a pushed one. */
  accountId: string | null;
  enabled: boolean;
  intervalSeconds: number;
  alarmAfterIntervals: number;
  signaturePolicy: SignaturePolicy;
  /** Which variable holds its secret; never the secret. */
  credential: object | null;
  lastPollAt: string | null;
  lastSuccessAt: string | null;
  /** `ok`, `not-modified`, or the code of what went wrong with the last attempt. */
  lastResult: string | null;
  lastDetail: string | null;
  failuresInARow: number;
  nextPollAt: string | null;
  /** When something was last heard of it, or since when it is watched. */
  heardAt: string;
  /** The alarm: since when it has been silent; null while it is not. */
  silentSince: string | null;
  /** Messages of the last 24 hours. */
  messagesLastDay: number;
  /** How long its newest message was on the way, from sending to receipt; milliseconds. */
  lagMs: number | null;
  /** Links of it that have not been read yet. */
  linksWaiting: number;
}

interface Row {
  id: string;
  name: string;
  kind: 'polled' | 'pushed';
  url: string | null;
  source: string;
  enabled: boolean;
  interval_seconds: number;
  alarm_after_intervals: number;
  signature_policy: SignaturePolicy;
  credential: object | null;
  last_poll_at: Date | null;
  last_success_at: Date | null;
  last_result: string | null;
  last_detail: string | null;
  failures: number;
  next_poll_at: Date | null;
  heard_at: Date;
  silent_since: Date | null;
  messages_last_day: string;
  lag_ms: string | null;
  links_waiting: string;
}

const FEEDS_NOW = `select f.*, f.silent_since is not null as is_silent, ${HEARD_AT} as heard_at,
  (select count(*) from alerting.cap_messages m where m.received_by = f.source
    and m.received_at > clock_timestamp() - interval '1 day') as messages_last_day,
  (select round(extract(epoch from m.received_at - m.sent_at) * 1000) from alerting.cap_messages m
    where m.received_by = f.source and m.sent_at is not null order by m.received_at desc limit 1) as lag_ms,
  (select count(*) from alerting.feed_links l where l.feed_id = f.id and l.result is distinct from 'ok') as links_waiting
  from alerting.feeds f`;

/** The sources of warnings with their state. */
@Injectable()
export class FeedListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<FeedItem>> {
    const { sql, parameters } = listSql(FEEDS, request, { sql: FEEDS_NOW, parameters: [] });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query<Row & CursorColumns>(sql, parameters), (row: Row) => itemOf(row)),
    );
  }
}

function itemOf(row: Row): FeedItem {
  const { id, name, kind, url, enabled } = row;
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return {
    id,
    name,
    kind,
    url,
    accountId: kind === 'pushed' ? row.source : null,
    enabled,
    intervalSeconds: row.interval_seconds,
    alarmAfterIntervals: row.alarm_after_intervals,
    signaturePolicy: row.signature_policy,
    credential: row.credential,
    lastPollAt: at(row.last_poll_at),
    lastSuccessAt: at(row.last_success_at),
    lastResult: row.last_result,
    lastDetail: row.last_detail,
    failuresInARow: row.failures,
    nextPollAt: enabled ? at(row.next_poll_at) : null,
    heardAt: row.heard_at.toISOString(),
    silentSince: at(row.silent_since),
    messagesLastDay: Number(row.messages_last_day),
    lagMs: row.lag_ms === null ? null : Number(row.lag_ms),
    linksWaiting: Number(row.links_waiting),
  };
}
