import { run as runGraphile } from 'graphile-worker';
import { Client } from 'pg';
import { readMessagingConfig, transportOf } from '@libs/messaging';
import { Database } from '@libs/persistence';
import { eventually } from '@libs/testing';
import type { BenchContext, Goal } from '../goal';
import { compare } from '../line';
import { inTurns } from '../turns';
import { FILL_OUTBOX, migrateBench, SERVICE } from './bench-service';
import { SILENT } from './graphile-logger';

const BARE = `delete from ${SERVICE}.outbox where seq in
  (select seq from ${SERVICE}.outbox order by seq limit 100 for update skip locked) returning *`;

/** Rows a second, from the start until none is left. */
const rate = (rows: number, began: number) => ({ rate: (rows * 1000) / (performance.now() - began) });

/** The relay of the product with its transport behind it. */
async function drainOurs({ transport, brokers }: BenchContext, url: string, rows: number) {
  const database = await Database.open({ url });
  try {
    await database.query(FILL_OUTBOX, [rows]);
    const config = readMessagingConfig({ KAFKA_BROKERS: transport === 'kafka' ? brokers : '' });
    const moving = transportOf(database, config);
    await moving.open();
    const relay = moving.relay(SERVICE);
    const began = performance.now();
    await relay.start();
    // Looks at the table's size only: a count would take time from what it counts.
    const isLeft = `select 1 from ${SERVICE}.outbox limit 1`;
    await eventually(async () => (await database.query(isLeft)).length === 0, { everyMs: 5, timeoutMs: 120_000 });
    const figure = rate(rows, began);
    await relay.stop();
    await moving.close();
    return figure;
  } finally {
    await database.close();
  }
}

/** The rows taken in batches of a hundred, and sent nowhere. */
async function drainBare(url: string, rows: number) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(FILL_OUTBOX, [rows]);
  const began = performance.now();
  while ((await client.query({ name: 'drain', text: BARE })).rowCount);
  const figure = rate(rows, began);
  await client.end();
  return figure;
}

/** As it is when it is only installed: a job at a time. */
async function drainGraphile(url: string, rows: number) {
  let done = 0;
  const runner = await runGraphile({
    connectionString: url,
    noHandleSignals: true,
    logger: SILENT,
    taskList: { moved: () => void done++, ready: () => undefined },
  });
  await runner.stop();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `select count(graphile_worker.add_job('moved', jsonb_build_object('note', repeat('on the way ', 30))::json, 'keys'))
     from generate_series(1, $1::integer)`,
    [rows],
  );
  await client.end();
  const began = performance.now();
  const working = await runGraphile({
    connectionString: url,
    noHandleSignals: true,
    logger: SILENT,
    taskList: { moved: () => void done++ },
  });
  await eventually(() => done >= rows, { everyMs: 5, timeoutMs: 120_000 });
  const figure = rate(rows, began);
  await working.stop();
  return figure;
}

/** How fast what has waited leaves the outbox, in order. */
export const drain: Goal = {
  name: 'drain',
  covers: ['P6'],
  title: 'P6: an outbox that has filled is drained in order',
  transports: ['in-process', 'kafka'],
  async measure(context) {
    const rows = Math.round(context.seconds(30_000));
    const [mine, bare, graphile] = await Promise.all([context.database(), context.database(), context.database()]);
    await Promise.all([migrateBench(mine.url), migrateBench(bare.url)]);
    const figures = await inTurns(context.rounds, {
      ours: () => drainOurs(context, mine.url, rows),
      raw: () => drainBare(bare.url, rows),
      graphile: () => drainGraphile(graphile.url, Math.ceil(rows / 15)),
    });
    const line = (side: 'raw' | 'graphile', atLeast: number, note: string) =>
      compare('P6', 'outbox drained, order per key kept', {
        ours: figures.ours.rate,
        raw: figures[side].rate,
        unit: '/s',
        target: { atLeast },
        note,
      });
    return [line('raw', 0.5, 'raw: taken, sent nowhere'), line('graphile', 5, 'raw: graphile-worker')];
  },
};
