import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

export type Migration = new () => MigrationInterface;

/** A schema and the migrations that build it, oldest first. */
export interface MigratedSchema {
  schema: string;
  migrations: Migration[];
}

// One process migrates at a time, whichever started first; the others then find nothing to do.
const MIGRATION_LOCK = 7_305_001;

/**
 * Brings each schema to its newest state, each with a migrations table of its own. During a migration the search path is
 * the schema. Forward only.
 * @throws what a failing migration throws; that migration is rolled back.
 */
export async function migrate(url: string, schemas: MigratedSchema[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const { schema, migrations } of schemas) {
      await client.query(`create schema if not exists "${schema}"`);
      const dataSource = schemaSource(url, schema, migrations);
      await dataSource.initialize();
      try {
        await dataSource.runMigrations({ transaction: 'each' });
      } finally {
        await dataSource.destroy();
      }
    }
  } finally {
    await client.end();
  }
}

/** A data source for the migrations of one schema. */
export function schemaSource(url: string, schema: string, migrations: Migration[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    extra: { max: 1, options: `-c search_path=${schema}` },
  });
}
