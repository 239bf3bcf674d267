import type { Metrics } from '@libs/observability';
import type { Database } from '@libs/persistence';

/** Shows what waits in a service: unpublished rows and their age, parked keys, dead letters. */
export function watchOutbox(metrics: Metrics, database: Database, service: string): void {
  metrics.gauge('outbox_oldest_seconds', 'Age of the oldest unpublished row', ['service'], async (gauge) => {
    const [row] = await database.query<{ age: string }>(
      `select coalesce(extract(epoch from now() - (select created_at from "${service}".outbox order by seq limit 1)), 0) as age`,
    );
    gauge.set({ service }, Number(row!.age));
  });
  const parked = async (sql: string): Promise<{ consumer: string; value: string }[]> =>
    database.query(`select consumer, ${sql} as value from "${service}".parked group by consumer`);
  metrics.gauge('parked_keys', 'Keys that wait for a failed message', ['consumer'], async (gauge) => {
    gauge.reset();
    for (const { consumer, value } of await parked('count(distinct (topic, key))'))
      gauge.set({ consumer }, Number(value));
  });
  metrics.gauge('parked_oldest_seconds', 'Age of the oldest parked message', ['consumer'], async (gauge) => {
    gauge.reset();
    for (const { consumer, value } of await parked('extract(epoch from now() - min(parked_at))'))
      gauge.set({ consumer }, Number(value));
  });
  metrics.gauge('dead_letters', 'Messages that a person must look at', ['consumer'], async (gauge) => {
    gauge.reset();
    for (const { consumer, value } of await parked(`count(*) filter (where state = 'dead')`))
      gauge.set({ consumer }, Number(value));
  });
}
