/**
 * How the board's items look to those who read them. The database writes the JSON: a snapshot goes to thousands of
 * consoles as it comes, and no row is turned into an object only to be printed again.
 */

/** Newest items of each mode in a snapshot; the lists have the rest. What is open or in force is always in it. */
export const SNAPSHOT = { closedEmergencies: 30, pastWarnings: 40, messages: 60, mostOpen: 500 };

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

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

/** An emergency with its counters; `e` is the row. */
export const EMERGENCY_VIEW = `(select jsonb_strip_nulls(jsonb_build_object(
  'id', e.id, 'mode', e.mode, 'state', e.state, 'hazard', e.hazard, 'title', e.title, 'draftRule', e.draft_rule,
  'divisionCodes', to_jsonb(e.division_codes), 'openedAt', ${iso('e.opened_at')}, 'closedAt', ${iso('e.closed_at')},
  'colour', (array['red', 'orange', 'yellow', 'blue'])[min(array_position(array['red', 'orange', 'yellow', 'blue'], w.colour)) filter (where w.state = 'in-force')],
  'warnings', jsonb_build_object('total', count(l.warning_id), 'inForce', count(w.id) filter (where w.state = 'in-force'))))
  from picture.emergency_warnings l left join picture.warnings w on w.id = l.warning_id
  where l.emergency_id = e.id and l.detached_at is null)`;

/** A message that was received, whatever became of it; `m` is the row. */
export const MESSAGE_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', m.id, 'mode', m.mode, 'outcome', m.outcome, 'receivedAt', ${iso('m.received_at')}, 'sender', m.sender,
  'identifier', m.identifier, 'headline', m.headline, 'findings', m.findings))`;

/** A fact on the timelines of emergencies, with what its sentence says about a warning; `t` is the row. */
export const TIMELINE_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', t.event_id, 'position', t.position, 'at', ${iso('t.occurred_at')}, 'mode', t.mode, 'code', t.code, 'data', t.data,
  'emergencyIds', case when t.emergency_id is not null then jsonb_build_array(t.emergency_id) else
    (select coalesce(jsonb_agg(l.emergency_id), '[]') from picture.emergency_warnings l where l.warning_id = t.warning_id
      and t.position <= coalesce(l.detached_position, t.position)) end,
  'warning', (select jsonb_build_object('id', w.id, 'headline', w.content->'headline', 'event', w.content->'event',
    'colour', w.colour, 'sender', w.sender, 'senderName', w.content->'senderName') from picture.warnings w where w.id = t.warning_id)))`;

/** What happened to an emergency ($1) and, while they belonged to it, to its warnings; oldest first. */
export const TIMELINE_OF = `select ${TIMELINE_VIEW} as item from picture.timeline t
  where t.emergency_id = $1 or (t.emergency_id is null and exists (
    select 1 from picture.emergency_warnings l where l.emergency_id = $1 and l.warning_id = t.warning_id
      and t.position <= coalesce(l.detached_position, t.position)))
  order by t.occurred_at, t.position`;

const latest = (view: string, table: string, row: string, condition: string, order: string, limit: number): string =>
  `select ${view} as item from unnest(array['actual', 'exercise', 'test']) as modes(mode) cross join lateral (
    select * from picture.${table} where ${table}.mode = modes.mode and ${condition} order by ${order} desc limit ${limit}) ${row}`;

const list = (...queries: string[]): string =>
  `(select coalesce(jsonb_agg(item), '[]') from (${queries.join(' union all ')}) as items)`;

/** The whole board as one JSON text ($1: time zone), with the position it stands at. Each mode has its own share. */
export const BOARD_SNAPSHOT = `select epoch, position, jsonb_build_object('timeZone', $1::text,
  'emergencies', ${list(
    latest(EMERGENCY_VIEW, 'emergencies', 'e', `state <> 'closed'`, 'opened_at', SNAPSHOT.mostOpen),
    latest(EMERGENCY_VIEW, 'emergencies', 'e', `state = 'closed'`, 'opened_at', SNAPSHOT.closedEmergencies),
  )},
  'warnings', ${list(
    latest(WARNING_VIEW, 'warnings', 'w', `state = 'in-force'`, 'sent_at', SNAPSHOT.mostOpen),
    latest(WARNING_VIEW, 'warnings', 'w', `state <> 'in-force'`, 'sent_at', SNAPSHOT.pastWarnings),
  )},
  'messages', ${list(latest(MESSAGE_VIEW, 'messages', 'm', 'true', 'received_at', SNAPSHOT.messages))})::text as data
  from picture.stream_head`;
