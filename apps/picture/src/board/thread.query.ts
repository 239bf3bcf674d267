import { iso } from './board.query';

/** An incident; `i` is the row. */
export const INCIDENT_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', i.id, 'emergencyId', i.emergency_id, 'mode', i.mode, 'state', i.state, 'kind', i.kind, 'name', i.name,
  'description', i.description, 'divisionCode', i.division_code, 'position', i.position,
  'happenedAt', ${iso('i.happened_at')}, 'sourceDate', i.source_date, 'reportedAt', ${iso('i.reported_at')},
  'endedAt', ${iso('coalesce(i.cancelled_at, i.resolved_at)')}))`;

/** A mission with its team's name; `m` is the row. */
export const MISSION_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', m.id, 'emergencyId', m.emergency_id, 'mode', m.mode, 'state', m.state, 'teamId', m.team_id,
  'teamName', (select name from picture.teams n where n.id = m.team_id), 'incidentId', m.incident_id, 'task', m.task,
  'divisionCode', m.division_code, 'strength', m.strength, 'requestedAt', ${iso('m.requested_at')},
  'arrivedAt', ${iso('m.arrived_at')}, 'arrivalEstimate', ${iso('m.arrival_estimate')}))`;

const outcome = (state: string): string => `'${state}', count(*) filter (where v.state = '${state}')`;

/** An evacuation order with what became of its households; `o` is the row. */
export const ORDER_VIEW = `jsonb_strip_nulls(jsonb_build_object(
  'id', o.id, 'emergencyId', o.emergency_id, 'mode', o.mode, 'state', o.state, 'zoneIds', to_jsonb(o.zone_ids),
  'divisionCodes', to_jsonb(o.division_codes), 'householdCount', o.household_count, 'personCount', o.person_count,
  'reason', o.reason, 'proposedAt', ${iso('o.proposed_at')}, 'orderedAt', ${iso('o.ordered_at')},
  'accountedAt', ${iso('o.accounted_at')}, 'contentHash', o.content_hash,
  'households', (select jsonb_build_object(${['moved', 'refused', 'absent', 'unreached', 'returned'].map(outcome).join(', ')},
      'toMove', greatest(0, o.household_count - count(*) filter (where v.state <> 'to-move')
        + (select count(*) from picture.joined_households j where j.order_id = o.id)))
    from picture.movements v where v.order_id = o.id)))`;
