import { HistoryIncomplete, KafkaHistory, readMessagingConfig, usedTransports } from '@libs/messaging';
import { UnitOfWork, type Database } from '@libs/persistence';
import { BOARD_READ_MODEL } from '../../apps/picture/src/board/board-read-model';
import { CITY_READ_MODEL } from '../../apps/picture/src/city/city-read-model';
import { InProcessLog, KafkaLog } from '../../apps/picture/src/rebuild/event-log';
import { Rebuild, type RebuildReport } from '../../apps/picture/src/rebuild/rebuild';
import { readLauncherConfig, UnusableSetting } from '../../apps/standalone/src/launcher.config';
import { CannotVerify, openAudited } from '../audit/audited-database';
import { notedAddresses } from '../cluster/addresses';

// npm run picture:rebuild: fills the picture anew from all events, while the product runs or not, and compares every row.
// Ends with 0 when nothing differed, 1 when a table did (it is right now), 2 when it cannot be rebuilt.

async function main(words: string[]): Promise<number> {
  if (words.length > 0) {
    console.error('npm run picture:rebuild   (DATABASE_URL; KAFKA_BROKERS; FENGHUO_DATA_DIR, .data)');
    return 2;
  }
  const { databaseUrl, dataDir } = readLauncherConfig();
  const noted = notedAddresses(dataDir);
  const { database, close } = await openAudited(databaseUrl ?? noted.databaseUrl, dataDir);
  try {
    const { brokers } = readMessagingConfig({ KAFKA_BROKERS: process.env.KAFKA_BROKERS || noted.brokers });
    return told(await rebuild(database, brokers));
  } finally {
    await close();
  }
}

/** From where the events of this database have come. */
async function rebuild(database: Database, brokers: string[]): Promise<RebuildReport> {
  const isOverKafka = (await usedTransports(database)).includes('kafka');
  if (isOverKafka && brokers.length === 0)
    throw new CannotVerify({
      'zh-CN': '这个数据库的事件在 Kafka 中：请设置 KAFKA_BROKERS=主机:端口，或先运行集群',
      en: 'The events of this database are in Kafka: set KAFKA_BROKERS=host:port, or run the cluster meanwhile',
    });
  const unitOfWork = new UnitOfWork(database, 'picture');
  const models = [BOARD_READ_MODEL, CITY_READ_MODEL];
  if (!isOverKafka) return new Rebuild(unitOfWork, new InProcessLog()).execute(models);
  const history = await KafkaHistory.open(brokers);
  try {
    return await new Rebuild(unitOfWork, new KafkaLog(history)).execute(models);
  } finally {
    await history.close();
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
    const isExpected =
      error instanceof CannotVerify || error instanceof UnusableSetting || error instanceof HistoryIncomplete;
    console.error(isExpected ? `${error.text['zh-CN']} / ${error.text.en}` : (error as Error).message);
    process.exit(2);
  },
);
