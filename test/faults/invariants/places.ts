import type { Database } from '@libs/persistence';

/** Sentences that are true of every snapshot, also under load: a row is a violation. */
const ALWAYS: readonly { invariant: 'I4' | 'I5' | 'I6'; sql: string }[] = [
  {
    invariant: 'I4',
    sql: `select 'team ' || team_id || ' is in ' || count(*) || ' open missions (' || mode || ')' as what
      from dispatch.missions where state in ('requested', 'accepted', 'departed', 'arrived')
      group by mode, team_id having count(*) > 1`,
  },
  {
    invariant: 'I5',
    sql: `select 'shelter ' || o.shelter_id || ' (' || o.mode || '): occupied ' || o.occupied || ' of ' || o.capacity
        || ', open stays ' || coalesce(s.persons, 0) as what
      from resettlement.shelter_occupancy o left join (select shelter_id, mode, sum(cardinality(member_ids)) as persons
        from resettlement.stays where ended_at is null group by shelter_id, mode) s using (shelter_id, mode)
      where o.occupied not between 0 and o.capacity or o.occupied <> coalesce(s.persons, 0)`,
  },
  {
    invariant: 'I6',
    sql: `select 'person ' || member_id || ' is in ' || count(*) || ' shelters (' || mode || ')' as what
      from resettlement.stay_members where open group by mode, member_id having count(*) > 1`,
  },
  {
    invariant: 'I6',
    sql: `select 'person ' || person || ' is on ' || count(*) || ' open lists (' || mode || ')' as what
      from resettlement.movements cross join lateral unnest(listed_member_ids) as person
      where open group by mode, person having count(*) > 1`,
  },
  {
    // Who went to a shelter, to relatives or elsewhere, and who is at home, are together all who are registered on it.
    invariant: 'I6',
    sql: `select 'order ' || id || ': ' || listed || ' persons listed, ' || away || ' away and ' || home || ' at home' as what
      from (select o.id, (select coalesce(sum(cardinality(listed_member_ids)), 0) from resettlement.movements m
            where m.order_id = o.id) as listed,
          (select count(*) from resettlement.movements m cross join lateral unnest(m.listed_member_ids) as person
            where m.order_id = o.id and m.state = 'moved' and person = any(m.member_ids)) as away,
          (select count(*) from resettlement.movements m cross join lateral unnest(m.listed_member_ids) as person
            where m.order_id = o.id and not (m.state = 'moved' and person = any(m.member_ids))) as home
        from resettlement.orders o) as counted
      where listed <> away + home`,
  },
  {
    invariant: 'I6',
    sql: `select 'stay ' || s.id || ' and its persons say different things' as what from resettlement.stays s
      where (s.ended_at is null) <> (select coalesce(bool_and(m.open), false) from resettlement.stay_members m
        where m.stay_id = s.id)`,
  },
];

export interface Broken {
  invariant: 'I4' | 'I5' | 'I6';
  what: string;
}

/** Violations of what has to be true at every moment. */
export async function brokenNow(database: Database): Promise<Broken[]> {
  const found: Broken[] = [];
  for (const { invariant, sql } of ALWAYS) {
    const rows = await database.query<{ what: string }>(sql);
    found.push(...rows.map(({ what }) => ({ invariant, what })));
  }
  return found;
}
