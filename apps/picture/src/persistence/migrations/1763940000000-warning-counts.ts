import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many warnings belong to an emergency is counted as they come, and what each was counted as is kept. */
export class WarningCounts1763940000000 implements MigrationInterface {
  name = 'WarningCounts1763940000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      alter table picture.emergencies
        add column warnings_total integer not null default 0,
        add column warnings_in_force integer not null default 0,
        add column warnings_red integer not null default 0,
        add column warnings_orange integer not null default 0,
        add column warnings_yellow integer not null default 0,
        add column warnings_blue integer not null default 0;
      alter table picture.emergency_warnings add column counted_as text;

      update picture.emergency_warnings l set counted_as = coalesce(
        (select coalesce(w.colour, 'in-force') from picture.warnings w where w.id = l.warning_id and w.state = 'in-force'), 'past')
        where detached_at is null;
      update picture.emergencies e set warnings_total = c.total, warnings_in_force = c.in_force, warnings_red = c.red,
          warnings_orange = c.orange, warnings_yellow = c.yellow, warnings_blue = c.blue
        from (select emergency_id, count(*) as total, count(*) filter (where counted_as <> 'past') as in_force,
            count(*) filter (where counted_as = 'red') as red, count(*) filter (where counted_as = 'orange') as orange,
            count(*) filter (where counted_as = 'yellow') as yellow, count(*) filter (where counted_as = 'blue') as blue
          from picture.emergency_warnings where counted_as is not null group by emergency_id) c
        where e.id = c.emergency_id;
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      alter table picture.emergency_warnings drop column counted_as;
      alter table picture.emergencies drop column warnings_total, drop column warnings_in_force,
        drop column warnings_red, drop column warnings_orange, drop column warnings_yellow, drop column warnings_blue;
    `);
  }
}
