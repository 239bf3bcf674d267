import type { PatchedTable } from '../persistence/patch';

export type ThreadTable =
  'incidents' | 'missions' | 'trips' | 'orders' | 'joined_households' | 'movements' | 'placements' | 'stays';

const OF_EMERGENCY = { id: 'uuid', emergency_id: 'uuid', mode: 'text' };
const at = (...steps: string[]): Record<string, string> =>
  Object.fromEntries(steps.map((step) => [`${step}_at`, 'timestamptz']));

const COLUMNS: Readonly<Record<ThreadTable, Readonly<Record<string, string>>>> = {
  incidents: {
    ...OF_EMERGENCY,
    kind: 'text',
    name: 'text',
    description: 'text',
    division_code: 'text',
    position: 'jsonb',
    source_date: 'text',
    ...at('happened', 'reported', 'resolved', 'cancelled'),
  },
  missions: {
    ...OF_EMERGENCY,
    team_id: 'uuid',
    incident_id: 'uuid',
    task: 'text',
    division_code: 'text',
    strength: 'integer',
    arrival_estimate: 'timestamptz',
    ...at('requested', 'accepted', 'declined', 'departed', 'arrived', 'released', 'cancelled'),
  },
  trips: {
    ...OF_EMERGENCY,
    machine_id: 'uuid',
    mission_id: 'uuid',
    destination: 'text',
    division_code: 'text',
    ...at('left', 'returned', 'withdrawn'),
  },
  orders: {
    ...OF_EMERGENCY,
    zone_ids: 'uuid[]',
    division_codes: 'text[]',
    household_count: 'integer',
    person_count: 'integer',
    reason: 'text',
    content_hash: 'text',
    ...at('proposed', 'ordered', 'accounted', 'returning', 'ended', 'declined', 'cancelled'),
  },
  joined_households: { id: 'text', order_id: 'uuid', household_id: 'uuid', person_count: 'integer' },
  movements: {
    ...OF_EMERGENCY,
    order_id: 'uuid',
    household_id: 'uuid',
    zone_id: 'uuid',
    state: 'text',
    member_ids: 'uuid[]',
    destination: 'text',
    shelter_id: 'uuid',
  },
  placements: {
    ...OF_EMERGENCY,
    household_id: 'uuid',
    member_ids: 'uuid[]',
    division_code: 'text',
    placement: 'text',
    shelter_id: 'uuid',
    how: 'text',
    ...at('relocated', 'ended'),
  },
  stays: {
    ...OF_EMERGENCY,
    shelter_id: 'uuid',
    household_id: 'uuid',
    persons: 'integer',
    ...at('began', 'ended'),
  },
};

/** The tables that the facts after an emergency's opening fill, as `patchRows` wants them. */
export const THREAD_TABLES: readonly (PatchedTable & { name: ThreadTable })[] = Object.entries(COLUMNS).map(
  ([name, columns]) => ({ name: name as ThreadTable, columns }),
);
