import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emergencies and the register as resettlement knows them; evacuation orders, movements, stays and placements. */
export class Resettlement1763900000000 implements MigrationInterface {
  name = 'Resettlement1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table emergencies (
        id uuid primary key,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        division_codes text[] not null,
        state text not null check (state in ('open', 'closed', 'cancelled')),
        -- What follows from an emergency has its mode: by foreign key, not by care.
        unique (id, mode)
      );

      -- Copies of master data, which serve every mode. Nothing refers to them by foreign key: a record may be erased.
      create table zones (
        id uuid primary key,
        division_code text not null,
        household_count integer not null,
        withdrawn boolean not null
      );
      create table households (
        id uuid primary key,
        zone_id uuid not null,
        division_code text not null,
        member_ids uuid[] not null,
        shelter_id uuid,
        withdrawn boolean not null
      );
      create index households_of_zone on households (zone_id);
      create table shelters (
        id uuid primary key,
        code text not null,
        name text not null,
        division_code text not null,
        capacity integer not null,
        withdrawn boolean not null
      );
      -- What the register said that a ledger holds; a ledger of which nothing was said has no row.
      create table ledgers (
        ledger text primary key,
        total integer not null
      );

      create table orders (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        zone_ids uuid[] not null,
        division_codes text[] not null,
        warning_id uuid,
        reason text not null,
        content_hash text not null,
        household_count integer not null,
        person_count integer not null,
        state text not null check (state in
          ('proposed', 'ordered', 'declined', 'return-authorised', 'ended', 'cancelled')),
        proposed_at timestamptz not null,
        proposed_by uuid not null,
        proposed_by_name text not null,
        approved_by uuid,
        changed_by_name text,
        changed_at timestamptz,
        change_reason text,
        accounted_at timestamptz,
        version integer not null default 1,
        foreign key (emergency_id, mode) references emergencies (id, mode),
        check (state not in ('ordered', 'return-authorised', 'ended') or approved_by is not null),
        -- The two-person rule, in the database and not only in the code.
        check (approved_by <> proposed_by)
      );
      create index orders_by_time on orders (proposed_at, id);
      create index orders_of_emergency on orders (emergency_id);

      create table movements (
        id uuid primary key,
        order_id uuid not null references orders (id),
        household_id uuid not null,
        zone_id uuid not null,
        division_code text not null,
        mode text not null,
        -- Whether its order is in force.
        open boolean not null default true,
        -- The persons on the frozen list, and of them those who moved.
        listed_member_ids uuid[] not null,
        member_ids uuid[] not null default '{}',
        state text not null default 'to-move'
          check (state in ('to-move', 'moved', 'refused', 'absent', 'unreached', 'returned')),
        destination text check (destination in ('shelter', 'kin', 'other')),
        shelter_id uuid,
        happened_at timestamptz,
        note text,
        joined_at timestamptz,
        changed_at timestamptz,
        changed_by_name text,
        unique (order_id, household_id),
        check (state in ('moved', 'returned') or member_ids = '{}')
      );
      -- A household is in at most one open order of a mode.
      create unique index movements_of_open_orders on movements (mode, household_id) where open;

      create table shelter_occupancy (
        shelter_id uuid not null,
        mode text not null check (mode in ('actual', 'exercise', 'test')),
        occupied integer not null,
        -- What the ledger says, or what is occupied where the ledger was lowered below it.
        capacity integer not null,
        primary key (shelter_id, mode),
        check (occupied between 0 and capacity)
      );
      create table stays (
        id uuid primary key,
        shelter_id uuid not null,
        emergency_id uuid not null,
        mode text not null,
        household_id uuid not null,
        member_ids uuid[] not null,
        began_at timestamptz not null,
        began_by_name text not null,
        ended_at timestamptz,
        ended_by_name text,
        end_reason text,
        foreign key (emergency_id, mode) references emergencies (id, mode),
        foreign key (shelter_id, mode) references shelter_occupancy (shelter_id, mode)
      );
      create index stays_open on stays (shelter_id, mode) where ended_at is null;
      create index stays_of_emergency on stays (emergency_id);
      create table stay_members (
        stay_id uuid not null references stays (id),
        member_id uuid not null,
        mode text not null,
        open boolean not null default true,
        primary key (stay_id, member_id)
      );
      -- A person is in at most one shelter of a mode.
      create unique index stay_members_open on stay_members (mode, member_id) where open;

      create table placements (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        household_id uuid not null,
        division_code text not null,
        member_ids uuid[] not null,
        placement text not null check (placement in ('centralised', 'kin', 'rented', 'borrowed', 'tent')),
        shelter_id uuid,
        happened_at timestamptz,
        reason text not null,
        relocated_at timestamptz not null,
        relocated_by_name text not null,
        how text check (how in ('home', 'elsewhere', 'recorded-in-error')),
        ended_at timestamptz,
        end_reason text,
        foreign key (emergency_id, mode) references emergencies (id, mode),
        check ((how is null) = (ended_at is null))
      );
      create index placements_by_time on placements (relocated_at, id);
      create index placements_of_emergency on placements (emergency_id);
      create table placement_members (
        placement_id uuid not null references placements (id),
        member_id uuid not null,
        emergency_id uuid not null,
        open boolean not null default true,
        primary key (placement_id, member_id)
      );
      -- A person has at most one open placement in an emergency.
      create unique index placement_members_open on placement_members (emergency_id, member_id) where open;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table placement_members, placements, stay_members, stays, shelter_occupancy, movements,
      orders, ledgers, shelters, households, zones, emergencies`);
  }
}
