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
