import { migrate } from '@libs/persistence';
import { SCHEMAS } from '../../apps/standalone/src/schemas';

// npm run migrate: brings every schema of DATABASE_URL to its newest state, before new services start. Two at once are
// harmless: one migrates, the other waits and finds nothing to do.

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('未设置 DATABASE_URL / DATABASE_URL is not set: DATABASE_URL=postgres://… npm run migrate');
  await migrate(url, SCHEMAS);
  for (const { schema, migrations } of SCHEMAS)
    console.log(`已是最新 up to date  ${schema.padEnd(12)} ${migrations.length} 次变更 migrations`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`PostgreSQL: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
