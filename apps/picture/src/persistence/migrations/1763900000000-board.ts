import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The board. All of it is built from events: it may be dropped and built again from the first one. */
export class Board1763900000000 implements MigrationInterface {
  name = 'Board1763900000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      create table picture.emergencies (
        id uuid primary key,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        state text not null check (state in ('open', 'closing-proposed', 'closed')),
        hazard text not null,
        title jsonb not null,
        division_codes text[] not null,
        draft_rule boolean not null,
        opened_at timestamptz not null,
        closed_at timestamptz
      );
      create index emergencies_opened on picture.emergencies (mode, opened_at desc);

      create table picture.warnings (
        id uuid primary key,
        chain_id uuid not null,
        message_id uuid not null,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        state text not null check (state in ('in-force', 'cancelled', 'expired', 'replaced', 'not-in-force')),
        replaces uuid[] not null,
        sender text not null,
        identifier text not null,
        sent_at timestamptz not null,
        expires_at timestamptz,
        colour text check (colour in ('blue', 'yellow', 'orange', 'red')),
        area jsonb not null,
        drawn jsonb not null,
        content jsonb not null
      );
      create index warnings_in_force on picture.warnings (mode, sent_at desc) where state = 'in-force';
      create index warnings_sent on picture.warnings (mode, sent_at desc);
      create index warnings_replaces on picture.warnings using gin (replaces);

      create table picture.emergency_warnings (
        emergency_id uuid not null,
        warning_id uuid not null,
        detached_at timestamptz,
        detached_position bigint,
        primary key (emergency_id, warning_id)
      );
      create index emergency_warnings_warning on picture.emergency_warnings (warning_id);

      create table picture.messages (
        id uuid primary key,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        outcome text not null check (outcome in ('accepted', 'held', 'rejected', 'conflict', 'kept')),
        received_at timestamptz not null,
        sender text,
        identifier text,
        headline text,
        findings jsonb not null
      );
      create index messages_received on picture.messages (mode, received_at desc);

      create table picture.timeline (
        event_id uuid primary key,
        position bigint not null unique,
        occurred_at timestamptz not null,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        code text not null,
        emergency_id uuid,
        warning_id uuid,
        data jsonb not null
      );
      create index timeline_emergency on picture.timeline (emergency_id, occurred_at);
      create index timeline_warning on picture.timeline (warning_id, occurred_at);

      create table picture.stream (
        position bigint primary key,
        at timestamptz not null default now(),
        kind text not null check (kind in ('emergency', 'warning', 'message', 'timeline')),
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        data text not null
      );
      create index stream_at on picture.stream (at);

      create table picture.stream_head (
        single boolean primary key default true check (single),
        epoch text not null,
        position bigint not null
      );
      insert into picture.stream_head (epoch, position)
        values (substr(md5(clock_timestamp()::text || random()::text), 1, 8), 0);
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      drop table picture.stream_head, picture.stream, picture.timeline, picture.messages, picture.emergency_warnings,
        picture.warnings, picture.emergencies;
    `);
  }
}
