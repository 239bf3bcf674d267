import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { Outbox } from '@libs/messaging';
import { runInContext } from '@libs/observability';
import { Database, readPersistenceConfig, UnitOfWork } from '@libs/persistence';
import type { Goal } from '../goal';
import { compare } from '../line';
import { atFullSpeed } from '../load/sender';
import { BenchMissionV1, migrateBench, movedAt, SERVICE } from '../outbox/bench-service';
import { inTurns } from '../turns';

const CLIENTS = 8;
const ACTOR = { id: randomUUID(), name: 'Bench', roles: ['dispatcher'] };
const CONTEXT = { correlationId: 'bench', traceparent: '', mode: 'exercise' as const, actor: ACTOR };

const STATE = `insert into ${SERVICE}.missions (id, team_id, state, content) values ($1, $2, 'departed', $3)`;
const AUDIT = `with written as (
    insert into ${SERVICE}.audit_log (id, actor_id, actor_name, action, subject, mode, correlation_id)
    values ($1, $2, $3, 'mission.departed', $4, 'exercise', 'bench') returning seq)
  insert into ${SERVICE}.audit_unsealed select seq from written`;
const OUTBOX = `insert into ${SERVICE}.outbox (id, aggregatetype, aggregateid, type, payload, headers)
  values ($1, 'dispatch.mission', $2, 'bench.mission-moved.v1', $3, $4)`;
const ALL_IN_ONE = `with state as (insert into ${SERVICE}.missions (id, team_id, state, content) values ($1, $2, 'departed', $3)),
    written as (insert into ${SERVICE}.audit_log (id, actor_id, actor_name, action, subject, mode, correlation_id)
      values ($4, $5, $6, 'mission.departed', $7, 'exercise', 'bench') returning seq),
    unsealed as (insert into ${SERVICE}.audit_unsealed select seq from written)
  insert into ${SERVICE}.outbox (id, aggregatetype, aggregateid, type, payload, headers)
  values ($8, 'dispatch.mission', $7, 'bench.mission-moved.v1', $3, $9)`;

const HEADERS = JSON.stringify({ ce_id: randomUUID(), ce_type: BenchMissionV1.type, ce_mode: 'exercise' });

const valuesOf = () => {
  const [id, team] = [randomUUID(), randomUUID()];
  const content = JSON.stringify(movedAt(id, team));
  return {
    state: [id, team, content],
    audit: [randomUUID(), ACTOR.id, ACTOR.name, id],
    outbox: [randomUUID(), id, content, HEADERS],
    all: [id, team, content, randomUUID(), ACTOR.id, ACTOR.name, id, randomUUID(), HEADERS],
  };
};

/** State, audit and outbox by hand; what waits for nothing is sent together where `isTogether`. */
async function byHand(pool: Pool, isTogether: boolean): Promise<void> {
  const client = await pool.connect();
  const { state, audit, outbox } = valuesOf();
  try {
    await client.query('begin');
    await client.query({ name: 'state', text: STATE, values: state });
    const rest = [
      () => client.query({ name: 'audit', text: AUDIT, values: audit }),
      () => client.query({ name: 'outbox', text: OUTBOX, values: outbox }),
      () => client.query('commit'),
    ];
    if (isTogether) await Promise.all(rest.map((send) => send()));
    else for (const send of rest) await send();
  } finally {
    client.release();
  }
}

/** What a command costs that stores a state, an audit entry and an event. */
export const writePath: Goal = {
  name: 'write-path',
  covers: ['P7'],
  title: 'P7: the write path of a command',
  async measure({ rounds, seconds, database }) {
    const { url } = await database();
    await migrateBench(url);
    const product = await Database.open({ url, config: { ...readPersistenceConfig({}), poolSize: CLIENTS } });
    const unitOfWork = new UnitOfWork(product, SERVICE);
    const outbox = new Outbox(SERVICE, () => undefined);
    const [pool, together] = [false, true].map(
      (pipeline) => new Pool({ connectionString: url, max: CLIENTS, pipeline }),
    );

    const command = (): Promise<void> =>
      runInContext(CONTEXT, () =>
        unitOfWork.run(async (tx) => {
          const { state } = valuesOf();
          const [id, team] = state as [string, string];
          await tx.query({ name: 'state', text: STATE }, state);
          await tx.audit({ action: 'mission.departed', subject: id });
          await outbox.add(tx, BenchMissionV1, movedAt(id, team));
        }),
      );
    const perSecond = (send: () => Promise<unknown>) => async () => {
      let count = 0;
      const length = seconds(4);
      await atFullSpeed(CLIENTS, length, async () => {
        await send();
        count++;
      });
      await product.query(`truncate ${SERVICE}.outbox`);
      return { rate: count / length };
    };
    try {
      const figures = await inTurns(rounds, {
        ours: perSecond(command),
        together: perSecond(() => byHand(together!, true)),
        apart: perSecond(() => byHand(pool!, false)),
        one: perSecond(() => pool!.query({ name: 'all', text: ALL_IN_ONE, values: valuesOf().all })),
      });
      const line = (what: string, side: 'together' | 'apart' | 'one', isTarget: boolean) =>
        compare('P7', `state, audit and outbox, ${CLIENTS} clients`, {
          ours: figures.ours.rate,
          raw: figures[side].rate,
          unit: '/s',
          target: isTarget ? { atLeast: 0.7 } : 'shown',
          note: `raw: ${what}`,
        });
      return [
        line('pg, same statements and round trips', 'together', true),
        line('pg, an answer awaited for each statement', 'apart', false),
        line('one statement with CTEs', 'one', false),
      ];
    } finally {
      await Promise.all([product.close(), pool!.end(), together!.end()]);
    }
  },
};
