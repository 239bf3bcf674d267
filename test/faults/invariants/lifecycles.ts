import { byKey, type TopicRecord } from '../records';

/** What may follow what in the life of one record; '' is its beginning. */
type Lifecycle = Record<string, readonly string[]>;

const MISSION: Lifecycle = {
  '': ['requested'],
  requested: ['accepted', 'declined', 'cancelled'],
  accepted: ['departed', 'cancelled'],
  departed: ['arrived', 'cancelled'],
  arrived: ['released'],
};
const INCIDENT: Lifecycle = { '': ['reported'], reported: ['resolved', 'cancelled'] };
const TRIP: Lifecycle = { '': ['recorded'], recorded: ['withdrawn'] };
const STAY: Lifecycle = { '': ['began'], began: ['ended'] };
const PLACEMENT: Lifecycle = { '': ['household-relocated'], 'household-relocated': ['relocation-ended'] };
const WAYS = ['household-moved', 'household-not-moved', 'movement-corrected'];
const MOVEMENT: Lifecycle = {
  '': WAYS,
  'household-not-moved': ['household-moved', 'movement-corrected'],
  'household-moved': ['movement-corrected', 'household-returned'],
  'movement-corrected': [...WAYS, 'household-returned'],
  'household-returned': ['movement-corrected'],
};
const ORDER: Lifecycle = {
  '': ['evacuation-proposed'],
  'evacuation-proposed': ['evacuation-ordered', 'evacuation-declined', 'evacuation-cancelled'],
  'evacuation-ordered': ['all-accounted-for', 'household-joined', 'return-authorised', 'evacuation-cancelled'],
  'all-accounted-for': ['household-joined', 'all-accounted-for', 'return-authorised', 'evacuation-cancelled'],
  'household-joined': ['household-joined', 'all-accounted-for', 'return-authorised', 'evacuation-cancelled'],
  'return-authorised': ['all-accounted-for', 'household-joined', 'evacuation-ended', 'evacuation-cancelled'],
};

/** By topic: the field that names the record, and its life. The words are the facts without the aggregate's name. */
const LIVES: Record<string, { field: string; life: Lifecycle; word: RegExp }> = {
  'dispatch.mission': { field: 'missionId', life: MISSION, word: /^dispatch\.mission-/ },
  'dispatch.incident': { field: 'incidentId', life: INCIDENT, word: /^dispatch\.incident-/ },
  'dispatch.machine-trip': { field: 'tripId', life: TRIP, word: /^dispatch\.machine-trip-/ },
  'resettlement.stay': { field: 'stayId', life: STAY, word: /^resettlement\.stay-/ },
  'resettlement.placement': { field: 'placementId', life: PLACEMENT, word: /^resettlement\./ },
  'resettlement.movement': { field: 'movementId', life: MOVEMENT, word: /^resettlement\./ },
  'resettlement.order': { field: 'orderId', life: ORDER, word: /^resettlement\./ },
};

/** Messages that could not follow what lies before them in their key: something is missing, or the order is wrong. */
export function impossibleSteps(messages: readonly TopicRecord[]): string[] {
  const states = new Map<string, string>();
  return messages.flatMap(({ topic, partition, offset, fact, data }) => {
    const about = LIVES[topic];
    if (!about) return [];
    const record = `${topic} ${String(data?.[about.field])}`;
    const before = states.get(record) ?? '';
    const now = fact.replace(about.word, '');
    states.set(record, now);
    if (about.life[before]?.includes(now)) return [];
    return [`${record}: "${now}" after "${before}" (${topic}/${partition}@${offset})`];
  });
}

/** Stays whose count of persons in the shelter is not what the ones before it in the topic come to. */
export function wrongOccupancies(messages: readonly TopicRecord[]): string[] {
  const inside = new Map<string, number>();
  const persons = new Map<string, number>();
  return messages.flatMap(({ topic, fact, headers, data }) => {
    if (topic !== 'resettlement.stay' || !data) return [];
    const { stayId, shelterId, memberIds, occupied, capacity } = data as unknown as Stay;
    const place = `${headers.ce_mode} ${shelterId}`;
    const isIn = fact === 'resettlement.stay-began';
    if (isIn) persons.set(stayId, memberIds!.length);
    const now = (inside.get(place) ?? 0) + (isIn ? 1 : -1) * (persons.get(stayId) ?? 0);
    inside.set(place, now);
    const isRight = now === occupied && now >= 0 && (capacity === undefined || now <= capacity);
    return isRight ? [] : [`shelter ${place}: ${now} persons by the stays, the message of ${stayId} says ${occupied}`];
  });
}

interface Stay {
  stayId: string;
  shelterId: string;
  memberIds?: string[];
  occupied: number;
  capacity?: number;
}

interface Warning {
  warningId: string;
  replaces?: string[];
}

/** What is wrong in the lives of warnings, chain by chain. */
export function impossibleWarnings(messages: readonly TopicRecord[]): string[] {
  const chains = byKey(messages.filter(({ topic }) => topic === 'alerting.warning'));
  return [...chains.values()].flatMap((chain) => {
    const states = new Map<string, string>();
    return chain.flatMap(({ fact, data }) => {
      const { warningId, replaces = [] } = data as unknown as Warning;
      const now = fact.replace('alerting.warning-', '');
      const before = states.get(warningId);
      states.set(warningId, now);
      if (now !== 'issued')
        return before === 'issued' ? [] : [`warning ${warningId} was ${now} when it was ${before ?? 'unknown'}`];
      const unknown = replaces.filter((id) => !states.has(id));
      for (const id of replaces) states.set(id, 'replaced');
      return [
        ...(before === undefined ? [] : [`warning ${warningId} was issued when it was ${before}`]),
        ...unknown.map((id) => `warning ${warningId} replaces ${id}, which was not issued before it`),
      ];
    });
  });
}

const LEVEL_CHANGES = new Set(['activated', 'raised', 'lowered', 'ended'].map((change) => `response.level-${change}`));

/** Changes of a level without a reason, or without the person or the rule behind it. */
export function unexplainedLevels(messages: readonly TopicRecord[]): string[] {
  return messages
    .filter(({ fact }) => LEVEL_CHANGES.has(fact))
    .filter(({ data }) => {
      const by = Object.entries(data ?? {}).find(([name]) => /By$/.test(name))?.[1] as { name?: string } | undefined;
      return !data?.reason || !by?.name;
    })
    .map(({ fact, id }) => `${fact} ${id} has no reason, or nobody behind it`);
}
