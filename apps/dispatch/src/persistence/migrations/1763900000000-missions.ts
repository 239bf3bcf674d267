import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emergencies and the register as dispatch knows them; incidents, missions and machine-trips. */
export class Missions1763900000000 implements MigrationInterface {
  name = 'Missions1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table emergencies (
        id uuid primary key,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        state text not null check (state in ('open', 'closed', 'cancelled')),
        -- What follows from an emergency has its mode: by foreign key, not by care.
        unique (id, mode)
      );

      -- Copies of master data, which serve every mode. Nothing refers to them by foreign key: a record may be erased.
      create table teams (
        id uuid primary key,
        code text not null,
        name text not null,
        division_code text not null,
        strength integer not null,
        capabilities text[] not null,
        withdrawn boolean not null
      );
      create table machines (
        id uuid primary key,
        code text not null,
        kind text not null,
        division_code text not null,
        team_id uuid,
        withdrawn boolean not null
      );
      -- What the register said that a ledger holds; a ledger of which nothing was said has no row.
      create table ledgers (
        ledger text primary key,
        total integer not null
      );

      create table incidents (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        kind text not null,
        name text not null,
        description text not null,
        division_code text not null,
        longitude double precision,
        latitude double precision,
        happened_at timestamptz,
        source_date text,
        state text not null check (state in ('open', 'resolved', 'cancelled')),
        reported_at timestamptz not null,
        reported_by uuid not null,
        reported_by_name text not null,
        ended_at timestamptz,
        ended_by_name text,
        end_reason text,
        version integer not null default 1,
        foreign key (emergency_id, mode) references emergencies (id, mode),
        check ((state = 'open') = (ended_at is null)),
        check ((longitude is null) = (latitude is null))
      );
      create index incidents_by_time on incidents (reported_at, id);
      create index incidents_of_emergency on incidents (emergency_id);

      create table missions (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        team_id uuid not null,
        incident_id uuid references incidents (id),
        task text not null,
        division_code text not null,
        state text not null check (state in
          ('requested', 'accepted', 'declined', 'departed', 'arrived', 'released', 'cancelled')),
        requested_at timestamptz not null,
        requested_by uuid not null,
        requested_by_name text not null,
        accepted_at timestamptz,
        arrival_estimate timestamptz,
        departed_at timestamptz,
        arrived_at timestamptz,
        strength integer check (strength >= 0),
        ended_at timestamptz,
        end_reason text,
        version integer not null default 1,
        foreign key (emergency_id, mode) references emergencies (id, mode),
        check ((state in ('declined', 'released', 'cancelled')) = (ended_at is not null)),
        check ((arrived_at is null) = (strength is null))
      );
      -- A team is never in two open missions of one mode; an exercise never blocks what is real.
      create unique index missions_of_busy_teams on missions (mode, team_id)
        where state in ('requested', 'accepted', 'departed', 'arrived');
      create index missions_by_time on missions (requested_at, id);
      create index missions_of_emergency on missions (emergency_id);
      create index missions_of_team on missions (team_id);

      create table machine_trips (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        machine_id uuid not null,
        mission_id uuid references missions (id),
        destination text not null,
        division_code text not null,
        left_at timestamptz not null,
        returned_at timestamptz,
        recorded_at timestamptz not null,
        recorded_by uuid not null,
        recorded_by_name text not null,
        withdrawn_at timestamptz,
        withdrawal_reason text,
        foreign key (emergency_id, mode) references emergencies (id, mode),
        check (returned_at >= left_at)
      );
      -- A machine leaves once at one instant: a sheet that is sent twice counts once.
      create unique index machine_trips_once on machine_trips (emergency_id, machine_id, left_at)
        where withdrawn_at is null;
      create index machine_trips_by_time on machine_trips (recorded_at, id);
      create index machine_trips_of_mission on machine_trips (mission_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table machine_trips, missions, incidents, ledgers, machines, teams, emergencies');
  }
}
