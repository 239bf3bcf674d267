import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMessagingTables } from '@libs/messaging';

/** The ledgers (四台账一手册) with teams and machines, their imports, and the outbox by which the others learn of them. */
export class Ledgers1764000000000 implements MigrationInterface {
  name = 'Ledgers1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createMessagingTables(queryRunner);
    await queryRunner.query(`
      create table persons (
        id uuid primary key,
        code text not null unique,
        name text not null,
        phone text not null,
        role text not null check (role in ('responsible', 'messenger')),
        division_code text not null
      );
      create index persons_by_division on persons (division_code text_pattern_ops);

      create table zones (
        id uuid primary key,
        code text not null unique,
        kind text not null check (kind in ('zone', 'point')),
        hazard text not null,
        name text not null,
        division_code text not null,
        longitude double precision not null,
        latitude double precision not null,
        responsible_person_id uuid references persons (id),
        messenger_id uuid references persons (id),
        -- Kept with the households, so that whoever has fewer knows that some are still to come.
        household_count integer not null default 0
      );
      create index zones_by_division on zones (division_code text_pattern_ops);
      create index zones_by_place on zones using gist (point(longitude, latitude));

      create table shelters (
        id uuid primary key,
        code text not null unique,
        name text not null,
        division_code text not null,
        longitude double precision not null,
        latitude double precision not null,
        capacity integer not null check (capacity >= 0)
      );
      create index shelters_by_division on shelters (division_code text_pattern_ops);
      create index shelters_by_place on shelters using gist (point(longitude, latitude));

      create table households (
        id uuid primary key,
        code text not null unique,
        zone_id uuid not null references zones (id),
        division_code text not null,
        shelter_id uuid references shelters (id),
        -- [{ memberId, name, needs }], the head first.
        members jsonb not null
      );
      create index households_by_zone on households (zone_id);
      create index households_by_division on households (division_code text_pattern_ops);

      create table teams (
        id uuid primary key,
        code text not null unique,
        name text not null,
        division_code text not null,
        strength integer not null check (strength >= 0),
        capabilities text[] not null
      );
      create table machines (
        id uuid primary key,
        code text not null unique,
        kind text not null,
        division_code text not null,
        team_id uuid references teams (id)
      );

      create table imports (
        id uuid primary key,
        ledger text not null,
        state text not null check (state in ('running', 'done', 'refused', 'failed')),
        on_bad_row text not null check (on_bad_row in ('keep-good', 'refuse-file')),
        -- The file as it came, before anything of it was judged.
        content bytea not null,
        charset text,
        imported_by uuid not null,
        imported_by_name text not null,
        imported_by_division text not null,
        rows integer,
        kept integer not null default 0,
        unchanged integer not null default 0,
        refused integer not null default 0,
        problems jsonb not null default '[]',
        -- Whoever works on it says so again with every chunk; another process takes over from one that fell silent.
        claimed_until timestamptz,
        started_at timestamptz not null,
        ended_at timestamptz,
        check ((state = 'running') = (ended_at is null))
      );
      create index imports_running on imports (started_at) where state = 'running';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table imports, machines, teams, households, shelters, zones, persons;
      drop table outbox, relay_state, inbox, parked, suspects, feed_positions`);
  }
}
