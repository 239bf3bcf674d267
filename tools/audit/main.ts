import { eventLogSchema } from '@libs/messaging';
import { verifyAudit, type AuditReport, type Database } from '@libs/persistence';
import { readLauncherConfig, UnusableSetting } from '../../apps/standalone/src/launcher.config';
import { SCHEMAS } from '../../apps/standalone/src/schemas';
import { notedAddresses } from '../cluster/addresses';
import { CannotVerify, openAudited } from './audited-database';

// npm run audit:verify: recomputes the chain of every service's audit log in the database of the standalone.
// Ends with 0 when nothing sealed was changed, swapped or removed, 1 when something was, 2 when it cannot be verified.

async function main(words: string[]): Promise<number> {
  if (words.length > 0) {
    console.error('npm run audit:verify   (DATABASE_URL; FENGHUO_DATA_DIR, .data)');
    return 2;
  }
  const { databaseUrl, dataDir } = readLauncherConfig();
  const { database, close } = await openAudited(databaseUrl ?? notedAddresses(dataDir).databaseUrl, dataDir);
  try {
    return await verifyAll(database);
  } finally {
    await close();
  }
}

async function verifyAll(database: Database): Promise<number> {
  const services = SCHEMAS.filter((one) => one !== eventLogSchema).map(({ schema }) => schema);
  const made = await database.query<{ schema: string }>(
    'select nspname as schema from pg_namespace where nspname = any($1::text[])',
    [services],
  );
  const started = services.filter((service) => made.some(({ schema }) => schema === service));
  if (started.length === 0)
    throw new CannotVerify({
      'zh-CN': '这个数据库里还没有审计日志:请先运行 npm start',
      en: 'This database has no audit logs yet: run npm start first',
    });
  let violations = 0;
  for (const service of started) {
    const report = await verifyAudit(database, service);
    violations += report.violations.length;
    console.log(linesOf(report).join('\n'));
  }
  console.log(
    violations === 0
      ? '审计日志完好 · The audit logs are intact'
      : `发现 ${violations} 处违规 · ${violations} violations found`,
  );
  return violations === 0 ? 0 : 1;
}

function linesOf({ service, sealed, unsealed, violations }: AuditReport): string[] {
  const counts = [
    `已封存 sealed ${sealed}`,
    `尚未封存 not yet sealed ${unsealed}`,
    `违规 violations ${violations.length}`,
  ];
  return [
    `${service.padEnd(12)} ${counts.join(' · ')}`,
    ...violations.map((violation) => `  ! ${violation['zh-CN']} · ${violation.en}`),
  ];
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isExpected = error instanceof CannotVerify || error instanceof UnusableSetting;
    const text = isExpected ? `${error.text['zh-CN']} / ${error.text.en}` : (error as Error).message;
    console.error(text);
    process.exit(2);
  },
);
