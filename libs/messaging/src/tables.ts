import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIdempotencyTable } from '@libs/http';
import { createAuditTables, type MigratedSchema } from '@libs/persistence';

/** What every service's schema begins with: audit log, idempotency keys, outbox, inbox, parked keys. */
export class ServiceFoundation1763800000000 implements MigrationInterface {
  name = 'ServiceFoundation1763800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createAuditTables(queryRunner);
    await createIdempotencyTable(queryRunner);
    await createMessagingTables(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table outbox, relay_state, inbox, parked, suspects, feed_positions, idempotency_keys,
        audit_log, audit_unsealed, audit_seals, audit_head;
      drop function audit_is_append_only`);
  }
}

/** Outbox, inbox and parked keys: part of a service's foundation, or added to a schema that had none. */
export async function createMessagingTables(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    -- Debezium's names, so that its outbox event router can take the relay's place.
    create table outbox (
      seq bigint generated always as identity primary key,
      id uuid not null,
      aggregatetype text not null,
      aggregateid text not null,
      type text not null,
      payload jsonb,
      headers jsonb not null,
      created_at timestamptz not null default now()
    );
    create table relay_state (one boolean primary key default true check (one), released boolean not null);
    insert into relay_state (released) values (true);

    create table inbox (
      consumer text not null,
      event_id uuid not null,
      outcome text,
      received_at timestamptz not null default now(),
      primary key (consumer, event_id)
    );
    create index inbox_by_age on inbox (received_at);

    create table parked (
      pos bigint generated always as identity primary key,
      consumer text not null,
      topic text not null,
      key text not null,
      event_id uuid not null,
      type text not null,
      -- json, not jsonb: it keeps any text, NUL escapes of a malformed message included.
      event json not null,
      attempts integer not null default 0,
      next_at timestamptz not null default now(),
      state text not null default 'waiting' check (state in ('waiting', 'dead')),
      last_error text,
      parked_at timestamptz not null default now(),
      unique (consumer, event_id)
    );
    create index parked_by_key on parked (consumer, topic, key, pos);
    create index parked_dead on parked (pos) where state = 'dead';

    create table suspects (
      consumer text not null,
      event_id uuid not null,
      times integer not null,
      primary key (consumer, event_id)
    );
    create table feed_positions (
      consumer text not null,
      topic text not null,
      partition integer not null,
      next_offset bigint not null,
      primary key (consumer, topic, partition)
    );
  `);
}

/** The log of the in-process transport and the cursors of its readers. */
export class EventLog1763800000000 implements MigrationInterface {
  name = 'EventLog1763800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table log (
        position bigint generated always as identity primary key,
        topic text not null,
        key text not null,
        event_id uuid not null,
        type text not null,
        payload jsonb,
        headers jsonb not null,
        at timestamptz not null default now()
      );
      create index log_by_key on log (topic, key, position);
      create table cursors (consumer text primary key, position bigint not null);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table log, cursors');
  }
}

/** Schema of the in-process transport. */
export const eventLogSchema: MigratedSchema = { schema: 'bus', migrations: [EventLog1763800000000] };
