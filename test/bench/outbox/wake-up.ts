import { randomUUID } from 'node:crypto';
import { run as runGraphile, type Runner } from 'graphile-worker';
import { Client, Pool } from 'pg';
import { Outbox, readMessagingConfig, RelayLoop } from '@libs/messaging';
import { runInContext } from '@libs/observability';
import { Database, UnitOfWork } from '@libs/persistence';
import type { Goal } from '../goal';
import { compare } from '../line';
import { atRate } from '../load/sender';
import { quantile } from '../statistics';
import { Bell, whileThereIs } from '../thin-path/bell';
import { inTurns } from '../turns';
import { BenchMissionV1, migrateBench, movedAt, SERVICE } from './bench-service';
import { SILENT } from './graphile-logger';

const PER_SECOND = 30;
const CONTEXT = { correlationId: 'bench', traceparent: '', mode: 'exercise' as const };

/** Times from a commit to whoever is to send what was committed. */
class Arrivals {
  private readonly committedAt = new Map<string, number>();
  private times: number[] = [];

  readonly committed = (id: string): void => void this.committedAt.set(id, performance.now());

  readonly arrived = (id: string): void => {
    const at = this.committedAt.get(id);
    // It may have been seen before we heard of our own commit.
    if (!this.committedAt.delete(id)) return void this.times.push(0);
    this.times.push(performance.now() - at!);
  };

  figures(): { p50: number; p99: number } {
    const { times } = this;
    this.times = [];
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  }
}

interface Side {
  commitOne(): Promise<void>;
  arrivals: Arrivals;
  stop(): Promise<void>;
}

const OLDEST = (schema: string) => ({
  name: 'oldest',
  text: `select seq, aggregateid, payload::text, headers from ${schema}.outbox order by seq limit 200`,
});
const SENT = (schema: string) => ({
  name: 'sent',
  text: `delete from ${schema}.outbox where seq = any($1::bigint[])`,
});

/** The relay as every service runs it, with its lock and its loop; what it would send it only notes. */
async function ours(url: string): Promise<Side> {
  await migrateBench(url);
  const database = await Database.open({ url });
  const arrivals = new Arrivals();
  const relay = new RelayLoop(
    database,
    SERVICE,
    {
      takeOver: () => Promise.resolve(),
      handOver: () => Promise.resolve(),
      move: async ({ connection }) => {
        const { rows } = await connection.query<{ seq: string; aggregateid: string }>(OLDEST(SERVICE));
        for (const { aggregateid } of rows) arrivals.arrived(aggregateid);
        if (rows.length > 0) await connection.query({ ...SENT(SERVICE), values: [rows.map(({ seq }) => seq)] });
        return rows.length;
      },
    },
    readMessagingConfig({}),
  );
  await relay.start();
  const unitOfWork = new UnitOfWork(database, SERVICE);
  const outbox = new Outbox(SERVICE, () => relay.wake());
  return {
    arrivals,
    commitOne: () =>
      runInContext(CONTEXT, () =>
        unitOfWork.run(async (tx) => {
          const id = randomUUID();
          tx.afterCommit(() => arrivals.committed(id));
          await outbox.add(tx, BenchMissionV1, movedAt(id, id));
        }),
      ),
    stop: async () => {
      await relay.stop();
      await database.close();
    },
  };
}

/** The least: a commit, a call in the process, a select. */
async function bare(url: string): Promise<Side> {
  await migrateBench(url);
  const pool = new Pool({ connectionString: url, max: 8 });
  const reader = new Client({ connectionString: url });
  await reader.connect();
  const arrivals = new Arrivals();
  const bell = new Bell();
  let isOver = false;
  const read = async (): Promise<number> => {
    if (isOver) return 0;
    const { rows } = await reader.query<{ seq: string; aggregateid: string }>(OLDEST(SERVICE));
    for (const { aggregateid } of rows) arrivals.arrived(aggregateid);
    if (rows.length > 0) await reader.query({ ...SENT(SERVICE), values: [rows.map(({ seq }) => seq)] });
    return rows.length;
  };
  void whileThereIs(read, bell);
  const text = `insert into ${SERVICE}.outbox (id, aggregatetype, aggregateid, type, payload, headers)
    values ($1, 'dispatch.mission', $2, 'bench.mission-moved.v1', $3, '{}')`;
  return {
    arrivals,
    commitOne: async () => {
      const id = randomUUID();
      const values = [id, id, JSON.stringify(movedAt(id, id))];
      await pool.query({ name: 'put', text, values });
      arrivals.committed(id);
      bell.ring();
    },
    stop: async () => {
      isOver = true;
      await Promise.all([pool.end(), reader.end()]);
    },
  };
}

async function graphile(url: string): Promise<Side> {
  const arrivals = new Arrivals();
  const runner: Runner = await runGraphile({
    connectionString: url,
    noHandleSignals: true,
    logger: SILENT,
    taskList: { moved: (payload) => arrivals.arrived((payload as { missionId: string }).missionId) },
  });
  const pool = new Pool({ connectionString: url, max: 8 });
  return {
    arrivals,
    commitOne: async () => {
      const id = randomUUID();
      const values = [JSON.stringify(movedAt(id, id))];
      await pool.query({ name: 'put', text: `select graphile_worker.add_job('moved', $1::json)`, values });
      arrivals.committed(id);
    },
    stop: async () => {
      await runner.stop();
      await pool.end();
    },
  };
}

/** From a commit until the relay has the row. */
export const wakeUp: Goal = {
  name: 'wake-up',
  covers: ['P5'],
  title: 'P5: from a commit to the relay',
  async measure({ rounds, seconds, database }) {
    const sides = {
      ours: await ours((await database()).url),
      raw: await bare((await database()).url),
      graphile: await graphile((await database()).url),
    };
    const phase = async ({ commitOne, arrivals }: Side) => {
      await atRate(PER_SECOND, seconds(8), commitOne);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return arrivals.figures();
    };
    try {
      for (const side of Object.values(sides)) await phase(side);
      const figures = await inTurns(rounds, {
        ours: () => phase(sides.ours),
        raw: () => phase(sides.raw),
        graphile: () => phase(sides.graphile),
      });
      const line = (part: 'p50' | 'p99', side: 'raw' | 'graphile', atMost: number, note: string) =>
        compare('P5', `commit → relay has the row at ${PER_SECOND}/s, ${part}`, {
          ours: figures.ours[part],
          raw: figures[side][part],
          unit: 'ms',
          target: { atMost },
          note,
        });
      return [
        line('p50', 'raw', 2, 'raw: a call in the process'),
        line('p99', 'raw', 3, 'raw: a call in the process'),
        line('p50', 'graphile', 1, 'raw: graphile-worker'),
        line('p99', 'graphile', 1, 'raw: graphile-worker'),
      ];
    } finally {
      await Promise.all(Object.values(sides).map((side) => side.stop()));
    }
  },
};
