import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIdempotencyTable } from '@libs/http';
import { createAuditTables } from '@libs/persistence';

export class Accounts1763900000000 implements MigrationInterface {
  name = 'Accounts1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table accounts (
        id uuid primary key,
        username text not null unique,
        display_name text not null,
        roles text[] not null,
        division text not null,
        password_hash text not null,
        disabled_at timestamptz,
        version integer not null,
        created_at timestamptz not null default now()
      )`);
    await queryRunner.query(`
      create table sessions (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        purpose text not null check (purpose in ('page', 'token')),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ended_at timestamptz
      )`);
    await queryRunner.query('create index sessions_open_by_account on sessions (account_id) where ended_at is null');
    await queryRunner.query('create index sessions_by_expiry on sessions (expires_at)');
    await queryRunner.query(`
      create table signing_keys (
        kid text primary key,
        private_jwk jsonb not null,
        public_jwk jsonb not null,
        created_at timestamptz not null default now()
      )`);
    await queryRunner.query(`
      create table sign_in_attempts (
        counter text not null,
        subject text not null,
        failures integer not null,
        since timestamptz not null,
        primary key (counter, subject)
      )`);
    await queryRunner.query('create index sign_in_attempts_by_age on sign_in_attempts (since)');
    await createIdempotencyTable(queryRunner);
    await createAuditTables(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table audit_head, audit_seals, audit_unsealed, audit_log');
    await queryRunner.query('drop function audit_is_append_only');
    for (const table of ['idempotency_keys', 'sign_in_attempts', 'signing_keys', 'sessions', 'accounts']) {
      await queryRunner.query(`drop table ${table}`);
    }
  }
}
