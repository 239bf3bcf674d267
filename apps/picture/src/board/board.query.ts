/**
 * How the board's items look to those who read them. The database writes the JSON: a snapshot goes to thousands of
 * consoles as it comes, and no row is turned into an object only to be printed again.
 */

/** Newest items of each mode in a snapshot; the lists have the rest. What is open or in force is always in it. */
export const SNAPSHOT = { closedEmergencies: 30, pastWarnings: 40, messages: 60, mostOpen: 500 };

export const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const WARNING = (more: string): string => `jsonb_strip_nulls(jsonb_build_object(
  'id', w.id, 'chainId', w.chain_id, 'mode', w.mode, 'state', w.state, 'colour', w.colour,
  'sender', w.sender, 'identifier', w.identifier, 'sent', ${iso('w.sent_at')}, 'expires', ${iso('w.expires_at')},
  'event', w.content->'event', 'headline', w.content->'headline', 'senderName', w.content->'senderName',
  'severity', w.content->'severity', 'msgType', w.content->'msgType', ${more}
  'emergencyIds', (select coalesce(jsonb_agg(l.emergency_id order by l.emergency_id), '[]')
    from picture.emergency_warnings l where l.warning_id = w.id and l.detached_at is null)))`;

/** A warning with what a list and a map need; `w` is the row. */
export const WARNING_VIEW = WARNING(`'area', w.drawn,`);

/** All that is known about a warning, its outline as the event carried it. */
export const WARNING_DETAIL = WARNING(`'area', w.area, 'description', w.content->'description',
  'instruction', w.content->'instruction', 'urgency', w.content->'urgency', 'certainty', w.content->'certainty',
  'language', w.content->'language', 'onset', w.content->'onset', 'effective', w.content->'effective',
  'findings', w.content->'findings', 'messageId', w.message_id,`);

const number = (column: string): string => `coalesce((${column})::integer, 0)`;
const quantity = (column: string, unit: string, kind: 'exact' | 'at-least'): string =>
  `jsonb_build_object('value', coalesce(f.${column}, 0), 'unit', '${unit}', 'kind', '${kind}')`;
const states = (column: string, named: Record<string, string>): string =>
  `jsonb_build_object(${Object.entries(named)
    .map(([name, state]) => `'${name}', ${number(`f.${column}->>'${state}'`)}`)
    .join(', ')})`;

/** Households that were heard of; `toMove` are those of the orders' lists that were not. */
const OUTCOMES = ['moved', 'refused', 'absent', 'unreached', 'returned'];

/** The figures of an emergency; `f` is their row, all null while nothing was counted. */
const FIGURES = `jsonb_build_object(
  'evacuated', ${quantity('evacuated', 'persons', 'exact')}, 'relocated', ${quantity('relocated', 'persons', 'exact')},
  'machineTrips', ${quantity('machine_trips', 'machine-trips', 'at-least')}, 'rescuers', ${quantity('rescuers', 'persons', 'exact')},
  'households', ${states('households', Object.fromEntries(OUTCOMES.map((outcome) => [outcome, outcome])))}
    || jsonb_build_object('toMove', greatest(0, ${number(`f.households->>'listed'`)}
      - (${OUTCOMES.map((outcome) => number(`f.households->>'${outcome}'`)).join(' + ')}))),
  'incidents', ${states('incidents', { open: 'open', resolved: 'resolved', cancelled: 'cancelled' })},
  'missions', ${states('missions', Object.fromEntries(['requested', 'accepted', 'declined', 'departed', 'arrived', 'released', 'cancelled'].map((state) => [state, state])))},
  'orders', ${states('orders', { proposed: 'proposed', ordered: 'ordered', accountedFor: 'accounted-for', returning: 'returning', ended: 'ended', declined: 'declined', cancelled: 'cancelled' })})`;

const FIGURES_OF = (emergency: string): string =>
  `(select ${FIGURES} from (values (1)) as one left join picture.emergency_figures f on f.emergency_id = ${emergency})`;

const LEVELS_OF = (emergency: string): string => `(select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'activationId', v.id, 'plan', v.plan, 'planName', v.plan_name, 'level', v.level, 'highestLevel', v.highest_level,
    'state', case when v.ended_at is null then 'active' else 'ended' end, 'draft', v.draft, 'divisionCode', v.division_code,
    'activatedAt', ${iso('v.activated_at')}, 'endedAt', ${iso('v.ended_at')}))
    order by v.ended_at is not null, v.level collate "C", v.activated_at, v.id), '[]')
  from picture.levels v where v.emergency_id = ${emergency})`;

const PROPOSALS_OF = (
  emergency: string,
): string => `(select coalesce(jsonb_agg(jsonb_strip_nulls(p.content || jsonb_build_object(
    'proposalId', p.id, 'level', p.level, 'state', p.state, 'proposedAt', ${iso('p.proposed_at')},
    'endorsedAt', ${iso('p.endorsed_at')}, 'endorsedBy', p.endorsed_by))
    order by p.level collate "C", p.proposed_at, p.id), '[]')
  from picture.proposals p where p.emergency_id = ${emergency} and p.state in ('proposed', 'endorsed'))`;

/** All figures of one emergency ($1), as they are asked for. */
export const FIGURES_DETAIL = `select jsonb_build_object('emergencyId', e.id, 'mode', e.mode) || ${FIGURES_OF('e.id')}
  || jsonb_build_object('levels', ${LEVELS_OF('e.id')}, 'proposals', ${PROPOSALS_OF('e.id')}) as item
  from picture.emergencies e where e.id = $1`;

/** An emergency with its counters; `e` is the row. */
export const EMERGENCY_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', e.id, 'mode', e.mode, 'state', e.state, 'hazard', e.hazard, 'title', e.title, 'draftRule', e.draft_rule,
  'divisionCodes', to_jsonb(e.division_codes), 'openedAt', ${iso('e.opened_at')}, 'closedAt', ${iso('e.closed_at')},
  'colour', case when e.warnings_red > 0 then 'red' when e.warnings_orange > 0 then 'orange'
    when e.warnings_yellow > 0 then 'yellow' when e.warnings_blue > 0 then 'blue' end,
  'figures', ${FIGURES_OF('e.id')}, 'levels', ${LEVELS_OF('e.id')}, 'proposals', ${PROPOSALS_OF('e.id')},
  'warnings', jsonb_build_object('total', e.warnings_total, 'inForce', e.warnings_in_force)))`;

/** A message that was received, whatever became of it; `m` is the row. */
export const MESSAGE_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', m.id, 'mode', m.mode, 'outcome', m.outcome, 'receivedAt', ${iso('m.received_at')}, 'sender', m.sender,
  'identifier', m.identifier, 'headline', m.headline, 'findings', m.findings, 'decision', m.decision))`;

/** A feed that has fallen silent, or is heard again; `f` is the row. */
export const FEED_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', f.id, 'mode', 'actual', 'name', f.name, 'silentSince', ${iso('f.silent_since')}, 'detail', f.detail))`;

const named = (table: string, field: string, name = 'name'): string =>
  `(select n.${name} from picture.${table} n where n.id = (t.data->>'${field}')::uuid)`;

/** Names of what a line speaks of by id, where they have arrived. */
const NAMES = `nullif(jsonb_strip_nulls(jsonb_build_object(
  'team', ${named('teams', 'teamId')}, 'machine', ${named('machines', 'machineId', 'code')},
  'shelter', ${named('shelters', 'shelterId')}, 'zone', ${named('zones', 'zoneId')},
  'incident', ${named('incidents', 'incidentId')}, 'plan', ${named('levels', 'activationId', 'plan_name')})), '{}')`;

/** A fact on the timelines of emergencies, with what its sentence says about a warning; `t` is the row. */
export const TIMELINE_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', t.event_id, 'position', t.position, 'at', ${iso('t.occurred_at')}, 'mode', t.mode, 'code', t.code, 'data', t.data,
  'notable', t.notable, 'names', ${NAMES},
  'emergencyIds', case when t.emergency_id is not null then jsonb_build_array(t.emergency_id) else
    (select coalesce(jsonb_agg(l.emergency_id), '[]') from picture.emergency_warnings l where l.warning_id = t.warning_id
      and t.position <= coalesce(l.detached_position, t.position)) end,
  'warning', (select jsonb_build_object('id', w.id, 'headline', w.content->'headline', 'event', w.content->'event',
    'colour', w.colour, 'sender', w.sender, 'senderName', w.content->'senderName') from picture.warnings w where w.id = t.warning_id)))`;

/** Lines of an emergency's timeline in its detail; the list has the rest. */
const NEWEST_LINES = 200;

/** What happened to an emergency ($1) and, while they belonged to it, to its warnings. */
const LINES_OF = `picture.timeline t
  where t.emergency_id = $1 or (t.emergency_id is null and exists (
    select 1 from picture.emergency_warnings l where l.emergency_id = $1 and l.warning_id = t.warning_id
      and t.position <= coalesce(l.detached_position, t.position)))`;

/** The newest lines of an emergency ($1), oldest first. */
export const TIMELINE_OF = `select ${TIMELINE_VIEW} as item from (select t.* from ${LINES_OF}
  order by t.occurred_at desc, t.position desc nulls first, t.event_id desc limit ${NEWEST_LINES}) as t
  order by t.occurred_at, t.position, t.event_id`;

/** All lines of an emergency ($1), for a list. */
export const TIMELINE_LIST = `select t.event_id, t.occurred_at, t.notable, t.code, ${TIMELINE_VIEW} as item from ${LINES_OF}`;

const latest = (view: string, table: string, row: string, condition: string, order: string, limit: number): string =>
  `select ${view} as item from unnest(array['actual', 'exercise', 'test']) as modes(mode) cross join lateral (
    select * from picture.${table} where ${table}.mode = modes.mode and ${condition} order by ${order} desc limit ${limit}) ${row}`;

const list = (...queries: string[]): string =>
  `(select coalesce(jsonb_agg(item), '[]') from (${queries.join(' union all ')}) as items)`;

/** The whole board as one JSON text ($1: time zone), with the position it stands at. Each mode has its own share. */
export const BOARD_SNAPSHOT = `select epoch, position, jsonb_build_object('timeZone', $1::text,
  'emergencies', ${list(
    latest(EMERGENCY_VIEW, 'emergencies', 'e', `state not in ('closed', 'cancelled')`, 'opened_at', SNAPSHOT.mostOpen),
    latest(
      EMERGENCY_VIEW,
      'emergencies',
      'e',
      `state in ('closed', 'cancelled')`,
      'opened_at',
      SNAPSHOT.closedEmergencies,
    ),
  )},
  'warnings', ${list(
    latest(WARNING_VIEW, 'warnings', 'w', `state = 'in-force'`, 'sent_at', SNAPSHOT.mostOpen),
    latest(WARNING_VIEW, 'warnings', 'w', `state <> 'in-force'`, 'sent_at', SNAPSHOT.pastWarnings),
  )},
  'messages', ${list(
    latest(MESSAGE_VIEW, 'messages', 'm', `outcome in ('held', 'conflict')`, 'received_at', SNAPSHOT.mostOpen),
    latest(MESSAGE_VIEW, 'messages', 'm', `outcome not in ('held', 'conflict')`, 'received_at', SNAPSHOT.messages),
  )},
  'feeds', ${list(`select ${FEED_VIEW} as item from picture.feeds f where f.silent_since is not null`)})::text as data
  from picture.stream_head`;
