import type { Transaction } from '@libs/persistence';
import type { Patch } from '../persistence/patch';
import type { ThreadTable } from './thread-tables';

/** What a transaction is about to change. */
export interface Change {
  patches: ReadonlyMap<ThreadTable, readonly Patch[]>;
  emergencies: readonly string[];
}

interface Counted {
  emergency_id: string;
  figure: 'evacuated' | 'relocated';
  person_id: string;
}

/**
 * Keeps the figures of the emergencies. Persons are counted by what changes: those that the changed records counted
 * before and count after, so that a sheet of fifty households costs the same early and late in a flood.
 */
export class FigureCounting {
  async around(tx: Transaction, { patches, emergencies }: Change, work: () => Promise<void>): Promise<void> {
    const records = await this.recordsOf(tx, patches);
    const before = await this.countedBy(tx, records);
    await work();
    const after = await this.countedBy(tx, records);

    await tx.query(ADD_ROWS, [emergencies]);
    await this.count(tx, before, after);
    for (const [statement, tables] of RECOUNTS)
      if (tables.some((table) => patches.has(table))) await tx.query(statement, [emergencies]);
  }

  /** Records that count persons: the changed ones, and those under orders that are changed. */
  private async recordsOf(tx: Transaction, patches: Change['patches']): Promise<[string[], string[]]> {
    const ids = (table: ThreadTable): string[] => [
      ...new Set((patches.get(table) ?? []).map(({ id }) => id as string)),
    ];
    const cancelled = (patches.get('orders') ?? []).filter(({ cancelled_at: at }) => at !== undefined);
    const movements = new Set(ids('movements'));
    if (cancelled.length > 0) {
      const under = await tx.query<{ id: string }>(
        'select id from picture.movements where order_id = any($1::uuid[])',
        [cancelled.map(({ id }) => id)],
      );
      for (const { id } of under) movements.add(id);
    }
    return [[...movements], ids('placements')];
  }

  private async countedBy(tx: Transaction, records: [string[], string[]]): Promise<Counted[]> {
    return records.every((ids) => ids.length === 0) ? [] : tx.query<Counted>(COUNTED_BY, records);
  }

  private async count(tx: Transaction, before: readonly Counted[], after: readonly Counted[]): Promise<void> {
    const changes = new Map<string, Counted & { times: number }>();
    const add = (counted: Counted, times: number): void => {
      const key = `${counted.emergency_id}/${counted.figure}/${counted.person_id}`;
      changes.set(key, { ...counted, times: (changes.get(key)?.times ?? 0) + times });
    };
    for (const counted of before) add(counted, -1);
    for (const counted of after) add(counted, 1);
    const changed = [...changes.values()].filter(({ times }) => times !== 0);
    if (changed.length === 0) return;

    const rows = JSON.stringify(changed);
    await tx.query(COUNT_PERSONS, [rows]);
    await tx.query(UNCOUNT_PERSONS, [rows]);
  }
}

/** Evacuated: moved or returned under an order that is not cancelled. Relocated: placed, and not by mistake. */
const COUNTED_BY = {
  name: 'picture.counted-by',
  text: `select m.emergency_id, 'evacuated' as figure, person as person_id
      from picture.movements m left join picture.orders o on o.id = m.order_id
        cross join lateral (select distinct unnest(m.member_ids) as person) as persons
      where m.id = any($1::uuid[]) and m.state in ('moved', 'returned') and o.cancelled_at is null
    union all
    select p.emergency_id, 'relocated', person
      from picture.placements p cross join lateral (select distinct unnest(p.member_ids) as person) as persons
      where p.id = any($2::uuid[]) and coalesce(p.how, '') <> 'recorded-in-error'`,
};

const ADD_ROWS = {
  name: 'picture.add-figures',
  text: `insert into picture.emergency_figures (emergency_id) select unnest($1::uuid[]) on conflict do nothing`,
};

const CHANGES = `select emergency_id, figure, person_id, times
  from jsonb_to_recordset($1::jsonb) as c (emergency_id uuid, figure text, person_id uuid, times integer)`;

const moveFigures = (direction: '+' | '-'): string => `update picture.emergency_figures f
  set evacuated = f.evacuated ${direction} c.evacuated, relocated = f.relocated ${direction} c.relocated
  from (select emergency_id, count(*) filter (where figure = 'evacuated') as evacuated,
    count(*) filter (where figure = 'relocated') as relocated from crossed group by emergency_id) as c
  where f.emergency_id = c.emergency_id`;

/** A person who is counted for the first time adds one, however many records count them. */
const COUNT_PERSONS = {
  name: 'picture.count-persons',
  text: `with counted as (
      insert into picture.counted_persons as p (emergency_id, figure, person_id, times) ${CHANGES} order by 1, 2, 3
      on conflict (emergency_id, figure, person_id) do update set times = p.times + excluded.times
      returning p.emergency_id, p.figure, p.xmax = 0 as is_new
    ), crossed as (select * from counted where is_new)
    ${moveFigures('+')}`,
};

/** A person whom no record counts any more is gone from the figure. */
const UNCOUNT_PERSONS = {
  name: 'picture.uncount-persons',
  text: `with crossed as (
      delete from picture.counted_persons p using (${CHANGES}) as c
      where p.emergency_id = c.emergency_id and p.figure = c.figure and p.person_id = c.person_id and p.times <= 0
      returning p.emergency_id, p.figure
    )
    ${moveFigures('-')}`,
};

const statesOf = (table: string): string => `(select coalesce(jsonb_object_agg(state, number), '{}')
  from (select state, count(*) as number from picture.${table} t where t.emergency_id = f.emergency_id group by state) as s)`;

const recount = (name: string, set: string) => ({
  name: `picture.recount-${name}`,
  text: `update picture.emergency_figures f set ${set} where f.emergency_id = any($1::uuid[])`,
});

/** Orders under which households are to move. */
const IN_FORCE = `o.emergency_id = f.emergency_id and o.state in ('ordered', 'accounted-for', 'returning', 'ended')`;

/** Figures of few rows, or of an index alone: counted again when one of their tables has changed. */
const RECOUNTS: readonly (readonly [{ name: string; text: string }, readonly ThreadTable[]])[] = [
  [recount('incidents', `incidents = ${statesOf('incidents')}`), ['incidents']],
  [
    recount(
      'missions',
      `missions = ${statesOf('missions')}, rescuers = (select coalesce(sum(strength), 0) from (
        select distinct on (team_id) strength from picture.missions m
        where m.emergency_id = f.emergency_id and arrived_at is not null and cancelled_at is null
        order by team_id, arrived_at, id) as first_arrivals)`,
    ),
    ['missions'],
  ],
  [
    recount(
      'trips',
      `machine_trips = (select count(*) from picture.trips t
        where t.emergency_id = f.emergency_id and t.withdrawn_at is null and t.left_at is not null)`,
    ),
    ['trips'],
  ],
  [recount('orders', `orders = ${statesOf('orders')}`), ['orders']],
  [
    recount(
      'households',
      `households = (select coalesce(jsonb_object_agg(state, number), '{}') from (
          select m.state, count(*) as number from picture.movements m left join picture.orders o on o.id = m.order_id
          where m.emergency_id = f.emergency_id and m.state <> 'to-move' and o.cancelled_at is null group by m.state) as s)
        || jsonb_build_object('listed',
          (select coalesce(sum(o.household_count), 0) from picture.orders o where ${IN_FORCE})
          + (select count(*) from picture.joined_households j join picture.orders o on o.id = j.order_id where ${IN_FORCE}))`,
    ),
    ['orders', 'joined_households', 'movements'],
  ],
];
