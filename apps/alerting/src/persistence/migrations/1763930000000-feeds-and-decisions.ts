import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feeds with their state, and what officers decide about held messages. */
export class FeedsAndDecisions1763930000000 implements MigrationInterface {
  name = 'FeedsAndDecisions1763930000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table cap_messages
        add column decision text check (decision in ('released', 'rejected')),
        add column decided_at timestamptz,
        add column decided_by text,
        add column decided_by_name text,
        add column decision_reason text,
        add column supplied jsonb,
        add check ((decision is null) = (decided_at is null));
      create index cap_messages_waiting on cap_messages (received_at, id) where outcome in ('held', 'conflict');
      create index cap_messages_source on cap_messages (received_by, received_at);

      -- Of a first issue in China's profile: the latest follow-up that names it.
      alter table warnings
        add column followed_as text check (followed_as in ('superseded', 'cancelled')),
        add column followed_sent_at timestamptz,
        add check ((followed_as is null) = (followed_sent_at is null));

      create table feeds (
        id uuid primary key,
        name text not null unique,
        kind text not null check (kind in ('polled', 'pushed')),
        -- Who its messages are received by: the account that pushes, or the feed itself.
        source text not null unique,
        url text,
        interval_seconds integer not null check (interval_seconds > 0),
        alarm_after_intervals integer not null check (alarm_after_intervals > 0),
        signature_policy text not null check (signature_policy in ('required', 'preferred', 'checked', 'ignored')),
        credential jsonb,
        enabled boolean not null,
        -- Since when its silence counts.
        watched_since timestamptz not null,
        next_poll_at timestamptz,
        lease uuid,
        leased_until timestamptz,
        last_poll_at timestamptz,
        last_success_at timestamptz,
        last_result text,
        last_detail text,
        failures integer not null default 0,
        etag text,
        last_modified text,
        content_sha256 bytea,
        silent_since timestamptz,
        check ((kind = 'polled') = (url is not null)),
        check ((kind = 'polled') = (next_poll_at is not null))
      );
      create index feeds_due on feeds (next_poll_at) where enabled and kind = 'polled';

      create table feed_links (
        feed_id uuid not null references feeds (id),
        url text not null,
        etag text,
        last_modified text,
        checked_at timestamptz,
        result text,
        primary key (feed_id, url)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table feed_links; drop table feeds;
      alter table warnings drop column followed_as, drop column followed_sent_at;
      drop index cap_messages_waiting; drop index cap_messages_source;
      alter table cap_messages drop column decision, drop column decided_at, drop column decided_by,
        drop column decided_by_name, drop column decision_reason, drop column supplied;
    `);
  }
}
