import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons counted one by one, declared facts, proposed and active levels; emergencies may be cancelled. */
export class PlansAndLevels1764000000000 implements MigrationInterface {
  name = 'PlansAndLevels1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table emergencies drop constraint emergencies_state_check;
      alter table emergencies add constraint emergencies_state_check check (state in ('open', 'closed', 'cancelled'));
      alter table emergencies add column cancelled_at timestamptz;
      alter table emergencies add constraint emergencies_cancelled
        check ((state = 'cancelled') = (cancelled_at is not null));

      -- Null in rows from before: the hazard was not kept, and the event is not known.
      alter table warnings add column hazard text;
      alter table warnings add column event_id uuid;

      -- One person as one report told of them. Under several reports a person still counts once.
      create table reported_persons (
        emergency_id uuid not null references emergencies (id),
        metric text not null check (metric in ('evacuated-persons', 'relocated-persons')),
        person_id uuid not null,
        -- Movement or placement.
        source_id uuid not null,
        -- Evacuation order; relocations have none.
        order_id uuid,
        event_id uuid not null,
        counted boolean not null,
        primary key (source_id, person_id)
      );
      create unique index reported_persons_counted on reported_persons (emergency_id, metric, person_id) where counted;
      create index reported_persons_standby on reported_persons (emergency_id, metric, person_id) where not counted;
      create index reported_persons_by_order on reported_persons (order_id) where order_id is not null;

      -- Reports of a cancelled order may arrive after its cancellation.
      create table cancelled_orders (order_id uuid primary key);

      create table declared_facts (
        id uuid primary key,
        emergency_id uuid not null references emergencies (id),
        metric text not null,
        unit text not null,
        value double precision not null,
        division_code text not null,
        happened_at timestamptz,
        document text,
        declared_at timestamptz not null,
        declared_by uuid not null,
        declared_by_name text not null,
        -- Set when the event has come round.
        event_id uuid
      );
      create index declared_facts_latest on declared_facts (emergency_id, metric, division_code, declared_at desc, id desc);

      create table level_proposals (
        id uuid primary key,
        emergency_id uuid not null references emergencies (id),
        plan text not null,
        plan_name jsonb not null,
        plan_version text not null,
        rule text not null,
        level text not null check (level in ('I', 'II', 'III', 'IV')),
        division_code text not null,
        figures jsonb not null,
        -- By metric: the events that were counted.
        event_ids jsonb not null,
        evidence text not null check (evidence in ('V', 'S', 'GK')),
        draft boolean not null,
        supersedes uuid references level_proposals (id),
        state text not null check (state in ('open', 'endorsed', 'approved', 'declined', 'superseded')),
        proposed_at timestamptz not null,
        content_hash text not null,
        endorsed_by uuid,
        endorsed_by_name text,
        endorsed_at timestamptz,
        endorsement_reason text,
        decided_by uuid,
        decided_by_name text,
        decided_at timestamptz,
        decision_reason text,
        check ((state in ('approved', 'declined')) = (decided_by is not null)),
        check (state <> 'endorsed' or endorsed_by is not null),
        -- The two-person rule, in the database and not only in the code.
        constraint level_proposals_two_persons
          check (state <> 'approved' or (endorsed_by is not null and decided_by <> endorsed_by))
      );
      create unique index level_proposals_pending on level_proposals (emergency_id, plan, division_code)
        where state in ('open', 'endorsed');
      create index level_proposals_by_time on level_proposals (emergency_id, proposed_at, id);

      create table activations (
        id uuid primary key,
        emergency_id uuid not null references emergencies (id),
        plan text not null,
        plan_name jsonb not null,
        division_code text not null,
        level text not null check (level in ('I', 'II', 'III', 'IV')),
        draft boolean not null,
        state text not null check (state in ('active', 'ended')),
        proposal_id uuid not null references level_proposals (id),
        activated_at timestamptz not null,
        activated_by uuid not null,
        activated_by_name text not null,
        authority text not null,
        changed_at timestamptz not null,
        ended_at timestamptz,
        check ((state = 'ended') = (ended_at is not null))
      );
      create unique index activations_active on activations (emergency_id, plan, division_code) where state = 'active';
      create index activations_by_time on activations (emergency_id, activated_at, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table activations, level_proposals, declared_facts, cancelled_orders, reported_persons;
      alter table warnings drop column event_id, drop column hazard;
      alter table emergencies drop constraint emergencies_cancelled;
      alter table emergencies drop constraint emergencies_state_check;
      -- The release before knows no cancelled emergency: it is over.
      update emergencies set state = 'closed', closed_at = cancelled_at where state = 'cancelled';
      alter table emergencies drop column cancelled_at;
      alter table emergencies add constraint emergencies_state_check check (state in ('open', 'closed'));
    `);
  }
}
