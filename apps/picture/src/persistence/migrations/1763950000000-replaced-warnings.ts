import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a warning replaces is looked up for every warning that comes. Most replace nothing and need no place in the index,
 * and an index that gathers what is new in a list reads all of that list for every look.
 */
export class ReplacedWarnings1763950000000 implements MigrationInterface {
  name = 'ReplacedWarnings1763950000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      drop index picture.warnings_replaces;
      create index warnings_replaces on picture.warnings using gin (replaces) with (fastupdate = off)
        where replaces <> '{}';
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      drop index picture.warnings_replaces;
      create index warnings_replaces on picture.warnings using gin (replaces);
    `);
  }
}
