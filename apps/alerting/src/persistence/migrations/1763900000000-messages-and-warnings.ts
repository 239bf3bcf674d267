import type { MigrationInterface, QueryRunner } from 'typeorm';

/** CAP messages as received, and the warnings that were read from them. */
export class MessagesAndWarnings1763900000000 implements MigrationInterface {
  name = 'MessagesAndWarnings1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cap_messages (
        id uuid primary key,
        parent_id uuid references cap_messages (id),
        sha256 bytea not null unique,
        bytes bytea,
        content_type text not null,
        received_at timestamptz not null,
        last_received_at timestamptz not null,
        received_by text not null,
        deliveries integer not null default 1,
        attempts integer not null default 0,
        judged_at timestamptz,
        verdict text check (verdict in ('accepted', 'accepted-with-warnings', 'held', 'rejected', 'partly-accepted', 'index')),
        outcome text check (outcome in ('warning', 'ending', 'container', 'kept', 'held', 'rejected', 'conflict', 'duplicate')),
        mode text check (mode in ('actual', 'exercise', 'test')),
        findings jsonb,
        sender text,
        identifier text,
        status text,
        msg_type text,
        sent_at timestamptz,
        headline text,
        identity bytea,
        owns_identity boolean not null default false,
        content_sha256 bytea,
        warning_id uuid,
        check ((judged_at is null) = (verdict is null)),
        check ((bytes is null) = (parent_id is not null))
      );
      create unique index cap_messages_identity on cap_messages (identity) where owns_identity;
      create index cap_messages_unjudged on cap_messages (received_at) where verdict is null;
      create index cap_messages_received on cap_messages (received_at, id);
      create index cap_messages_parent on cap_messages (parent_id) where parent_id is not null;

      create table warnings (
        id uuid primary key,
        chain_id uuid not null,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        identity bytea not null,
        state text not null check (state in ('awaited', 'in-force', 'superseded', 'cancelled', 'expired')),
        state_at timestamptz not null,
        ended_before text check (ended_before in ('superseded', 'cancelled')),
        ended_by uuid references cap_messages (id),
        message_id uuid references cap_messages (id),
        sender text not null,
        identifier text not null,
        sent_at timestamptz,
        received_at timestamptz not null,
        msg_type text,
        scope text,
        severity text,
        colour text,
        expires_at timestamptz,
        content jsonb,
        area jsonb,
        geometry jsonb,
        unique (mode, identity),
        check ((state = 'awaited') = (message_id is null))
      );
      create index warnings_due on warnings (expires_at) where state = 'in-force';
      create index warnings_chain on warnings (chain_id);
      create index warnings_received on warnings (received_at, id) where state <> 'awaited';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table warnings; drop table cap_messages;');
  }
}
