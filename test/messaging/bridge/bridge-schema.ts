import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventLogSchema, ServiceFoundation1763800000000 } from '@libs/messaging';
import type { MigratedSchema } from '@libs/persistence';

/** What the service of the delivery suite keeps. `effects` refuses nothing, so that a second effect is seen. */
class BridgeTables1763800000001 implements MigrationInterface {
  name = 'BridgeTables1763800000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table spans (key text primary key, n integer not null);
      create table effects (
        pos bigint generated always as identity primary key,
        consumer text not null,
        event_id uuid not null,
        key text not null,
        n integer not null,
        envelope jsonb not null,
        traceparent text,
        pid integer not null
      );
      create index effects_of_consumer on effects (consumer, key, pos);
      create table names (key text primary key, name text not null);
      -- What befalls a handler; a row is deleted to heal it.
      create table troubles (key text not null, n integer, kind text not null, ms integer not null);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table spans, effects, names, troubles');
  }
}

export const bridgeSchemas: MigratedSchema[] = [
  eventLogSchema,
  { schema: 'bridge', migrations: [ServiceFoundation1763800000000, BridgeTables1763800000001] },
];
