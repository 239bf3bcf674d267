import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What officers decided about messages that waited, and which feeds are silent. */
export class DecisionsAndFeeds1763930000000 implements MigrationInterface {
  name = 'DecisionsAndFeeds1763930000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      alter table picture.messages add column decision jsonb;
      create index messages_waiting on picture.messages (mode, received_at desc) where outcome in ('held', 'conflict');

      create table picture.feeds (
        id uuid primary key,
        name text not null,
        silent_since timestamptz,
        detail text
      );

      alter table picture.stream drop constraint stream_kind_check;
      alter table picture.stream add constraint stream_kind_check
        check (kind in ('emergency', 'warning', 'message', 'timeline', 'feed'));
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      delete from picture.stream where kind = 'feed';
      alter table picture.stream drop constraint stream_kind_check;
      alter table picture.stream add constraint stream_kind_check
        check (kind in ('emergency', 'warning', 'message', 'timeline'));
      drop table picture.feeds;
      drop index picture.messages_waiting;
      alter table picture.messages drop column decision;
    `);
  }
}
