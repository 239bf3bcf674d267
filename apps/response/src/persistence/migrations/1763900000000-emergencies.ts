import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emergencies, the warnings known here, which of them belong together, and proposals to close. */
export class Emergencies1763900000000 implements MigrationInterface {
  name = 'Emergencies1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table emergencies (
        id uuid primary key,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        hazard text not null,
        title jsonb not null,
        division_codes text[] not null,
        state text not null check (state in ('open', 'closed')),
        reason text not null,
        draft_rule boolean not null,
        opened_at timestamptz not null,
        closed_at timestamptz,
        version integer not null default 1,
        check ((state = 'closed') = (closed_at is not null))
      );
      create index emergencies_open on emergencies (mode, hazard) where state = 'open';
      create index emergencies_by_time on emergencies (opened_at, id);

      create table warnings (
        id uuid primary key,
        chain_id uuid not null,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        in_force boolean not null,
        headline text not null,
        division_codes text[] not null,
        arrived_at timestamptz not null
      );
      create index warnings_by_chain on warnings (chain_id);

      create table attachments (
        emergency_id uuid not null references emergencies (id),
        warning_id uuid not null references warnings (id),
        how text not null,
        reason text not null,
        attached_at timestamptz not null,
        detached_at timestamptz,
        primary key (emergency_id, warning_id, attached_at)
      );
      -- A warning belongs to one emergency at a time.
      create unique index attachments_current on attachments (warning_id) where detached_at is null;

      create table closing_proposals (
        id uuid primary key,
        emergency_id uuid not null references emergencies (id),
        state text not null check (state in ('open', 'approved', 'declined')),
        proposed_by uuid not null,
        proposed_by_name text not null,
        proposed_at timestamptz not null,
        reason text not null,
        content_hash text not null,
        decided_by uuid,
        decided_by_name text,
        decided_at timestamptz,
        decision_reason text,
        check ((state = 'open') = (decided_by is null)),
        -- The two-person rule, in the database and not only in the code.
        check (decided_by <> proposed_by)
      );
      create unique index closing_proposals_open on closing_proposals (emergency_id) where state = 'open';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table closing_proposals, attachments, warnings, emergencies');
  }
}
