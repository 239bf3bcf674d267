import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledgers of the city as the picture needs them: no name of a person, no phone number. */
export class City1763910000000 implements MigrationInterface {
  name = 'City1763910000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      create table picture.zones (
        id uuid primary key,
        code text not null,
        kind text not null check (kind in ('zone', 'point')),
        hazard text not null,
        name text not null,
        division_code text not null,
        longitude double precision not null,
        latitude double precision not null,
        household_count integer not null,
        withdrawn boolean not null
      );
      create table picture.households (
        id uuid primary key,
        zone_id uuid not null,
        division_code text not null,
        persons integer not null,
        withdrawn boolean not null
      );
      create index households_zone on picture.households (zone_id);
      create table picture.shelters (
        id uuid primary key,
        code text not null,
        name text not null,
        division_code text not null,
        longitude double precision not null,
        latitude double precision not null,
        capacity integer not null,
        withdrawn boolean not null
      );
      create table picture.teams (
        id uuid primary key,
        code text not null,
        name text not null,
        division_code text not null,
        strength integer not null,
        withdrawn boolean not null
      );
      create table picture.machines (
        id uuid primary key,
        code text not null,
        kind text not null,
        division_code text not null,
        team_id uuid,
        withdrawn boolean not null
      );
      create table picture.ledgers (
        ledger text primary key,
        total integer not null,
        imported_at timestamptz not null
      );
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      drop table picture.ledgers, picture.machines, picture.teams, picture.shelters, picture.households, picture.zones;
    `);
  }
}
