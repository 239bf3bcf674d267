import { UnitOfWork } from '@libs/persistence';
import { BOARD_READ_MODEL } from '../../apps/picture/src/board/board-read-model';
import { CITY_READ_MODEL } from '../../apps/picture/src/city/city-read-model';
import { Rebuild, type RebuildReport } from '../../apps/picture/src/rebuild/rebuild';
import { readLauncherConfig, UnusableSetting } from '../../apps/standalone/src/launcher.config';
import { CannotVerify, openAudited } from '../audit/audited-database';

// npm run picture:rebuild: fills the picture anew from the log of events, while the product runs or not, and compares
// every row. Ends with 0 when nothing differed, 1 when a table did (it is right now), 2 when it cannot be rebuilt.

async function main(words: string[]): Promise<number> {
  if (words.length > 0) {
    console.error('npm run picture:rebuild   (DATABASE_URL; FENGHUO_DATA_DIR, .data)');
    return 2;
  }
  if (process.env.KAFKA_BROKERS)
    throw new CannotVerify({
      'zh-CN': '事件在 Kafka 中时，请换用新的消费组名重建（见 docs/adr/0009）',
      en: 'With the events in Kafka, rebuild under a new group name (docs/adr/0009)',
    });
  const { databaseUrl, dataDir } = readLauncherConfig();
  const { database, close } = await openAudited(databaseUrl, dataDir);
  try {
    const report = await new Rebuild(new UnitOfWork(database, 'picture')).execute([BOARD_READ_MODEL, CITY_READ_MODEL]);
    return told(report);
  } finally {
    await close();
  }
}

function told({ events, tables }: RebuildReport): number {
  for (const { table, rows, before, after } of tables) {
    const isSame = before === after;
    console.log(`${isSame ? ' ' : '!'} ${table.padEnd(20)} ${String(rows).padStart(7)}  ${before}  ${after}`);
  }
  const differing = tables.filter(({ before, after }) => before !== after).length;
  console.log(
    differing === 0
      ? `由 ${events} 条事件重建，各表一致 · Rebuilt from ${events} events, every table is the same`
      : `由 ${events} 条事件重建，${differing} 张表原先有误，已更正 · Rebuilt from ${events} events; ${differing} tables differed and are right now`,
  );
  return differing === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isExpected = error instanceof CannotVerify || error instanceof UnusableSetting;
    console.error(isExpected ? `${error.text['zh-CN']} / ${error.text.en}` : (error as Error).message);
    process.exit(2);
  },
);
