import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows from an emergency, and the figures of it. A state is what the instants of a row say, in whatever order they came. */
export class Thread1763920000000 implements MigrationInterface {
  name = 'Thread1763920000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      alter table picture.emergencies drop constraint emergencies_state_check;
      alter table picture.emergencies add constraint emergencies_state_check
        check (state in ('open', 'closing-proposed', 'closed', 'cancelled'));

      -- Only lines that are sent to the consoles have a position.
      alter table picture.timeline alter position drop not null;
      alter table picture.timeline add column notable boolean not null default true;
      create index timeline_notable on picture.timeline (emergency_id, occurred_at) where notable;

      create table picture.levels (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        plan text not null,
        plan_name jsonb not null,
        level text not null,
        highest_level text not null,
        draft boolean not null,
        division_code text not null,
        activated_at timestamptz not null,
        ended_at timestamptz
      );
      create index levels_emergency on picture.levels (emergency_id);

      create table picture.proposals (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        state text not null check (state in ('proposed', 'endorsed', 'approved', 'declined', 'superseded')),
        level text not null,
        content jsonb not null,
        proposed_at timestamptz not null,
        endorsed_at timestamptz,
        endorsed_by jsonb
      );
      create index proposals_emergency on picture.proposals (emergency_id);

      create table picture.incidents (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        kind text,
        name text,
        description text,
        division_code text,
        position jsonb,
        happened_at timestamptz,
        source_date text,
        reported_at timestamptz,
        resolved_at timestamptz,
        cancelled_at timestamptz,
        state text not null generated always as (case when cancelled_at is not null then 'cancelled'
          when resolved_at is not null then 'resolved' else 'open' end) stored
      );
      create index incidents_emergency on picture.incidents (emergency_id);

      create table picture.missions (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        team_id uuid not null,
        incident_id uuid,
        task text,
        division_code text,
        strength integer,
        arrival_estimate timestamptz,
        requested_at timestamptz,
        accepted_at timestamptz,
        declined_at timestamptz,
        departed_at timestamptz,
        arrived_at timestamptz,
        released_at timestamptz,
        cancelled_at timestamptz,
        state text not null generated always as (case when cancelled_at is not null then 'cancelled'
          when released_at is not null then 'released' when declined_at is not null then 'declined'
          when arrived_at is not null then 'arrived' when departed_at is not null then 'departed'
          when accepted_at is not null then 'accepted' else 'requested' end) stored
      );
      create index missions_emergency on picture.missions (emergency_id);

      create table picture.trips (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        machine_id uuid,
        mission_id uuid,
        destination text,
        division_code text,
        left_at timestamptz,
        returned_at timestamptz,
        withdrawn_at timestamptz
      );
      create index trips_emergency on picture.trips (emergency_id) where withdrawn_at is null;

      create table picture.orders (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        zone_ids uuid[],
        division_codes text[],
        household_count integer,
        person_count integer,
        reason text,
        content_hash text,
        proposed_at timestamptz,
        ordered_at timestamptz,
        accounted_at timestamptz,
        returning_at timestamptz,
        ended_at timestamptz,
        declined_at timestamptz,
        cancelled_at timestamptz,
        state text not null generated always as (case when cancelled_at is not null then 'cancelled'
          when declined_at is not null then 'declined' when ended_at is not null then 'ended'
          when returning_at is not null then 'returning' when accounted_at is not null then 'accounted-for'
          when ordered_at is not null then 'ordered' else 'proposed' end) stored
      );
      create index orders_emergency on picture.orders (emergency_id);
      create index orders_open on picture.orders (mode)
        where state in ('proposed', 'ordered', 'accounted-for', 'returning');

      -- Households that joined an order after its list was frozen.
      create table picture.joined_households (
        id text primary key,
        order_id uuid not null,
        household_id uuid not null,
        person_count integer not null
      );
      create index joined_households_order on picture.joined_households (order_id);

      create table picture.movements (
        id uuid primary key,
        order_id uuid not null,
        emergency_id uuid not null,
        mode text not null,
        household_id uuid not null,
        zone_id uuid,
        state text not null check (state in ('to-move', 'moved', 'refused', 'absent', 'unreached', 'returned')),
        member_ids uuid[],
        destination text,
        shelter_id uuid
      );
      create index movements_emergency on picture.movements (emergency_id);
      create index movements_order on picture.movements (order_id);

      create table picture.placements (
        id uuid primary key,
        emergency_id uuid not null,
        mode text not null,
        household_id uuid,
        member_ids uuid[],
        division_code text,
        placement text,
        shelter_id uuid,
        relocated_at timestamptz,
        ended_at timestamptz,
        how text
      );
      create index placements_emergency on picture.placements (emergency_id);

      create table picture.stays (
        id uuid primary key,
        shelter_id uuid not null,
        emergency_id uuid not null,
        mode text not null,
        household_id uuid,
        persons integer,
        began_at timestamptz,
        ended_at timestamptz
      );
      create index stays_open on picture.stays (shelter_id, mode) where ended_at is null;

      -- Who is counted, each person once per emergency and figure; times: by how many records.
      create table picture.counted_persons (
        emergency_id uuid not null,
        figure text not null check (figure in ('evacuated', 'relocated')),
        person_id uuid not null,
        times integer not null,
        primary key (emergency_id, figure, person_id)
      );

      create table picture.emergency_figures (
        emergency_id uuid primary key,
        evacuated integer not null default 0,
        relocated integer not null default 0,
        machine_trips integer not null default 0,
        rescuers integer not null default 0,
        households jsonb not null default '{}',
        incidents jsonb not null default '{}',
        missions jsonb not null default '{}',
        orders jsonb not null default '{}'
      );
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      drop table picture.emergency_figures, picture.counted_persons, picture.stays, picture.placements,
        picture.movements, picture.joined_households, picture.orders, picture.trips, picture.missions,
        picture.incidents, picture.proposals, picture.levels;
      delete from picture.timeline where position is null;
      alter table picture.timeline drop column notable, alter position set not null;
      update picture.emergencies set state = 'closed' where state = 'cancelled';
      alter table picture.emergencies drop constraint emergencies_state_check;
      alter table picture.emergencies add constraint emergencies_state_check
        check (state in ('open', 'closing-proposed', 'closed'));
    `);
  }
}
