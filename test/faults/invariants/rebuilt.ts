import { eventLogSchema } from '@libs/messaging';
import { migrate, UnitOfWork, type Database } from '@libs/persistence';
import { BOARD_READ_MODEL } from '../../../apps/picture/src/board/board-read-model';
import { CITY_READ_MODEL } from '../../../apps/picture/src/city/city-read-model';
import { Rebuild } from '../../../apps/picture/src/rebuild/rebuild';
import type { TopicRecord } from '../records';
import type { Evidence } from './evidence';

const MODELS = [BOARD_READ_MODEL, CITY_READ_MODEL];
const ROWS_AT_ONCE = 1_000;

/**
 * I3: the picture that was folded under fire is the one that the messages give, each once and in order. In a copy of the
 * database, by the product's own rebuild. @returns rows compared, tables that differ.
 */
export async function differingTables({ copy, messages }: Evidence): Promise<{ rows: number; tables: string[] }> {
  await migrate(copy.url, [eventLogSchema]);
  for (let from = 0; from < messages.length; from += ROWS_AT_ONCE)
    await log(copy, messages.slice(from, from + ROWS_AT_ONCE));
  await copy.query(
    `insert into bus.cursors (consumer, position) select consumer, (select coalesce(max(position), 0) from bus.log)
     from unnest($1::text[]) as consumer`,
    [MODELS.map(({ group }) => group)],
  );
  const { tables } = await new Rebuild(new UnitOfWork(copy, 'picture')).execute(MODELS);
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    tables: tables
      .filter(({ before, after }) => before !== after)
      .map(({ table }) => `picture.${table} is not what the messages give`),
  };
}

async function log(copy: Database, messages: readonly TopicRecord[]): Promise<void> {
  const rows = messages.map(({ topic, key, id, headers, data }) => ({
    topic,
    key,
    event_id: id,
    type: headers.ce_type,
    payload: data,
    headers,
  }));
  await copy.query(
    `insert into bus.log (topic, key, event_id, type, payload, headers)
     select topic, key, event_id, type, nullif(payload, 'null'::jsonb), headers
     from jsonb_to_recordset($1::jsonb) as r (topic text, key text, event_id uuid, type text, payload jsonb, headers jsonb)`,
    [JSON.stringify(rows)],
  );
}
