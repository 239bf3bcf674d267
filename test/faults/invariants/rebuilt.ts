import { UnitOfWork } from '@libs/persistence';
import { BOARD_READ_MODEL } from '../../../apps/picture/src/board/board-read-model';
import { CITY_READ_MODEL } from '../../../apps/picture/src/city/city-read-model';
import { KafkaLog } from '../../../apps/picture/src/rebuild/event-log';
import { Rebuild } from '../../../apps/picture/src/rebuild/rebuild';
import type { Evidence } from './evidence';

const ROWS_AT_ONCE = 1_000;

/**
 * I3: the picture that was folded under fire is the one that the messages give, each once and in order. In a copy of the
 * database, by the product's own rebuild from what was read of the topics. @returns rows compared, tables that differ.
 */
export async function differingTables({ copy, records }: Evidence): Promise<{ rows: number; tables: string[] }> {
  const log = new KafkaLog({
    async read(topics, take) {
      const messages = records
        .filter(({ topic }) => topics.includes(topic))
        .map(({ offset, data, ...record }) => ({ ...record, offset: String(offset), payload: data }));
      for (let from = 0; from < messages.length; from += ROWS_AT_ONCE)
        await take(messages.slice(from, from + ROWS_AT_ONCE));
    },
  });
  const { tables } = await new Rebuild(new UnitOfWork(copy, 'picture'), log).execute([
    BOARD_READ_MODEL,
    CITY_READ_MODEL,
  ]);
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    tables: tables
      .filter(({ before, after }) => before !== after)
      .map(({ table }) => `picture.${table} is not what the messages give`),
  };
}
