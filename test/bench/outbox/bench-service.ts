import { defineEvent, topicCatalogue, type EventData } from '@libs/events';
import { createMessagingTables, eventLogSchema } from '@libs/messaging';
import { createAuditTables, migrate } from '@libs/persistence';
import { z } from 'zod';

/** Schema of a service that exists for the benchmark only. */
export const SERVICE = 'bench';

type Queries = Parameters<typeof createMessagingTables>[0];

class BenchTables1763900000000 {
  name = 'BenchTables1763900000000';

  async up(queries: Queries): Promise<void> {
    await createAuditTables(queries);
    await createMessagingTables(queries);
    await queries.query(
      'create table missions (id uuid primary key, team_id uuid not null, state text not null, content jsonb not null)',
    );
  }

  async down(): Promise<void> {}
}

/** Audit log, outbox, inbox and one table of state, as every service has them; and the in-process log. */
export const migrateBench = (url: string): Promise<void> =>
  migrate(url, [eventLogSchema, { schema: SERVICE, migrations: [BenchTables1763900000000] }]);

/** An event of some 400 bytes on a topic that exists. */
export const BenchMissionV1 = defineEvent({
  type: 'bench.mission-moved.v1',
  topic: topicCatalogue.find(({ name }) => name === 'dispatch.mission')!,
  key: (data) => data.missionId,
  schema: z.object({ missionId: z.uuid(), teamId: z.uuid(), at: z.iso.datetime(), note: z.string() }),
  sentence: { en: 'A mission of the benchmark has moved.', 'zh-CN': '基准测试任务已移动。' },
  examples: [],
});

export const movedAt = (missionId: string, teamId: string): EventData<typeof BenchMissionV1> => ({
  missionId,
  teamId,
  at: new Date().toISOString(),
  note: 'On the way along the river road, the bridge at the mill is closed. '.repeat(4),
});

/** Fills an outbox as commits would have, so many rows over a thousand keys. */
export const FILL_OUTBOX = `insert into ${SERVICE}.outbox (id, aggregatetype, aggregateid, type, payload, headers)
  select gen_random_uuid(), 'dispatch.mission', md5((i % 1000)::text), 'bench.mission-moved.v1',
    jsonb_build_object('missionId', md5((i % 1000)::text), 'note', repeat('on the way ', 30)),
    jsonb_build_object('ce_id', gen_random_uuid(), 'ce_type', 'bench.mission-moved.v1')
  from generate_series(1, $1::integer) as i`;
