import type { Transaction } from '@libs/persistence';

/** What a warning counts as in an emergency: not at all once it is detached, and by its colour while it is in force. */
const STANDING = `case when l.detached_at is not null then null when w.state is distinct from 'in-force' then 'past'
  else coalesce(w.colour, 'in-force') end`;

const COUNTS: Record<string, string> = {
  warnings_total: 'true',
  warnings_in_force: `standing <> 'past'`,
  ...Object.fromEntries(['red', 'orange', 'yellow', 'blue'].map((one) => [`warnings_${one}`, `standing = '${one}'`])),
};

/**
 * Brings the counters of emergencies up to date for some of their warnings: each link to an emergency keeps what it was
 * counted as, and only the difference is added. To count all of them anew takes longer with each that has joined.
 */
const COUNTING = `with now as (
    select l.emergency_id, l.warning_id, l.counted_as, ${STANDING} as standing
    from picture.emergency_warnings l left join picture.warnings w on w.id = l.warning_id where l.warning_id = any($1::uuid[])),
  changed as (select * from now where counted_as is distinct from standing),
  noted as (update picture.emergency_warnings l set counted_as = c.standing from changed c
    where l.emergency_id = c.emergency_id and l.warning_id = c.warning_id),
  steps as (select emergency_id, counted_as as standing, -1 as step from changed where counted_as is not null
    union all select emergency_id, standing, 1 from changed where standing is not null),
  difference as (select emergency_id, ${Object.entries(COUNTS)
    .map(([column, counts]) => `coalesce(sum(step) filter (where ${counts}), 0)::int as ${column}`)
    .join(', ')} from steps group by emergency_id)
  update picture.emergencies e set ${Object.keys(COUNTS)
    .map((column) => `${column} = e.${column} + d.${column}`)
    .join(', ')} from difference d where e.id = d.emergency_id`;

// Named statements are planned once per connection.
const COUNT = { name: 'picture.count-warnings', text: COUNTING };

export async function countWarnings(tx: Transaction, warningIds: ReadonlySet<string>): Promise<void> {
  if (warningIds.size > 0) await tx.query(COUNT, [[...warningIds]]);
}
