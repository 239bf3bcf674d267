import type { LocalText } from '@libs/kernel';
import type { Database } from '@libs/persistence';
import type { Transport } from './transport';

/**
 * By which transports events have reached consumers over this database: they leave their positions in it. None in a new
 * one; more than one where it was run in both ways, which loses events.
 */
export async function usedTransports(database: Database): Promise<Transport['kind'][]> {
  const positions = await database.query<{ kind: Transport['kind']; place: string }>(
    `select case tablename when 'feed_positions' then 'kafka' else 'in-process' end as kind,
       format('%I.%I', schemaname, tablename) as place
     from pg_tables where tablename = 'feed_positions' or schemaname = 'bus' and tablename = 'cursors'`,
  );
  if (positions.length === 0) return [];
  return (
    await database.query<{ kind: Transport['kind'] }>(
      `select kind from (${positions
        .map(({ kind, place }) => `select '${kind}' as kind, exists (select from ${place}) as used`)
        .join(' union all ')}) as places where used group by kind order by kind`,
    )
  ).map(({ kind }) => kind);
}

/** The events of this database have gone another way until now; `text` says what to do. */
export class MixedTransports extends Error {
  constructor(readonly text: LocalText) {
    super(text.en);
  }
}

/**
 * Events that have gone one way are not found by who reads the other: a database stays with its transport.
 * @throws MixedTransports
 */
export async function refuseMixing(database: Database, kind: Transport['kind']): Promise<void> {
  const other = (await usedTransports(database)).find((one) => one !== kind);
  if (!other) return;
  throw new MixedTransports(
    other === 'kafka'
      ? {
          'zh-CN': '这个数据库的事件一直经由 Kafka：请设置 KAFKA_BROKERS（npm run cluster 会自带），或换一个空数据库',
          en: 'The events of this database have travelled over Kafka: set KAFKA_BROKERS (npm run cluster brings it), or use an empty database',
        }
      : {
          'zh-CN': '这个数据库的事件一直在进程内传递：请不要设置 KAFKA_BROKERS，用 npm start 运行，或换一个空数据库',
          en: 'The events of this database have travelled in process: run it by npm start without KAFKA_BROKERS, or use an empty database',
        },
  );
}
