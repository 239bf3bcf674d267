import type { TopicRecord } from '../records';

/** An entry of a service's audit log: written in the transaction of the change that it tells of. */
export interface AuditedChange {
  service: string;
  action: string;
  subject: string;
}

/** Which message goes with which entry; `field` of the message is the entry's subject. */
const MESSAGE_OF: Record<string, { fact: string; field: string }> = {
  'dispatch incident.reported': { fact: 'dispatch.incident-reported', field: 'incidentId' },
  'dispatch incident.resolved': { fact: 'dispatch.incident-resolved', field: 'incidentId' },
  'dispatch incident.cancelled': { fact: 'dispatch.incident-cancelled', field: 'incidentId' },
  'dispatch mission.requested': { fact: 'dispatch.mission-requested', field: 'missionId' },
  'dispatch mission.accepted': { fact: 'dispatch.mission-accepted', field: 'missionId' },
  'dispatch mission.declined': { fact: 'dispatch.mission-declined', field: 'missionId' },
  'dispatch mission.departed': { fact: 'dispatch.mission-departed', field: 'missionId' },
  'dispatch mission.arrived': { fact: 'dispatch.mission-arrived', field: 'missionId' },
  'dispatch mission.released': { fact: 'dispatch.mission-released', field: 'missionId' },
  'dispatch mission.cancelled': { fact: 'dispatch.mission-cancelled', field: 'missionId' },
  'dispatch machine-trip.recorded': { fact: 'dispatch.machine-trip-recorded', field: 'tripId' },
  'dispatch machine-trip.withdrawn': { fact: 'dispatch.machine-trip-withdrawn', field: 'tripId' },
  'resettlement order.proposed': { fact: 'resettlement.evacuation-proposed', field: 'orderId' },
  'resettlement order.ordered': { fact: 'resettlement.evacuation-ordered', field: 'orderId' },
  'resettlement order.declined': { fact: 'resettlement.evacuation-declined', field: 'orderId' },
  'resettlement order.cancelled': { fact: 'resettlement.evacuation-cancelled', field: 'orderId' },
  'resettlement order.return-authorised': { fact: 'resettlement.return-authorised', field: 'orderId' },
  'resettlement order.ended': { fact: 'resettlement.evacuation-ended', field: 'orderId' },
  'resettlement order.all-accounted-for': { fact: 'resettlement.all-accounted-for', field: 'orderId' },
  'resettlement movement.moved': { fact: 'resettlement.household-moved', field: 'movementId' },
  'resettlement movement.refused': { fact: 'resettlement.household-not-moved', field: 'movementId' },
  'resettlement movement.absent': { fact: 'resettlement.household-not-moved', field: 'movementId' },
  'resettlement movement.unreached': { fact: 'resettlement.household-not-moved', field: 'movementId' },
  'resettlement movement.returned': { fact: 'resettlement.household-returned', field: 'movementId' },
  'resettlement stay.began': { fact: 'resettlement.stay-began', field: 'stayId' },
  'resettlement stay.ended': { fact: 'resettlement.stay-ended', field: 'stayId' },
  'resettlement placement.recorded': { fact: 'resettlement.household-relocated', field: 'placementId' },
  'resettlement placement.ended': { fact: 'resettlement.relocation-ended', field: 'placementId' },
  'response emergency.opened': { fact: 'response.emergency-opened', field: 'emergencyId' },
  'response emergency.warning-attached': { fact: 'response.warning-attached', field: 'emergencyId' },
  'response emergency.warning-lapsed': { fact: 'response.warning-lapsed', field: 'emergencyId' },
  'response emergency.fact-declared': { fact: 'response.fact-declared', field: 'emergencyId' },
  'response emergency.closing-proposed': { fact: 'response.closing-proposed', field: 'emergencyId' },
  'response emergency.cancelled': { fact: 'response.emergency-cancelled', field: 'emergencyId' },
  'response level.proposed': { fact: 'response.level-proposed', field: 'emergencyId' },
  'response level.endorsed': { fact: 'response.level-proposal-endorsed', field: 'emergencyId' },
  'response level.ended': { fact: 'response.level-ended', field: 'emergencyId' },
};

const FACTS = new Map(Object.values(MESSAGE_OF).map(({ fact, field }) => [fact, field]));

/** Where the numbers of committed changes and of messages about them differ; a line each. */
export function unevenChanges(changes: readonly AuditedChange[], messages: readonly TopicRecord[]): string[] {
  const balance = new Map<string, { committed: number; sent: number }>();
  const of = (name: string) => {
    const found = balance.get(name) ?? { committed: 0, sent: 0 };
    balance.set(name, found);
    return found;
  };
  for (const { service, action, subject } of changes) {
    const about = MESSAGE_OF[`${service} ${action}`];
    if (about) of(`${about.fact} ${subject}`).committed += 1;
  }
  for (const { fact, data } of messages) {
    const field = FACTS.get(fact);
    if (field) of(`${fact} ${String(data?.[field])}`).sent += 1;
  }
  return [...balance]
    .filter(([, { committed, sent }]) => committed !== sent)
    .map(([name, { committed, sent }]) => `${name}: ${committed} committed, ${sent} messages`);
}

/** How many of the changes have a message that is looked for. */
export const comparedChanges = (changes: readonly AuditedChange[]): number =>
  changes.filter(({ service, action }) => MESSAGE_OF[`${service} ${action}`]).length;

/** Messages that one message has caused twice: its effect happened twice. */
export function doubledEffects(messages: readonly TopicRecord[]): string[] {
  const seen = new Map<string, string>();
  return messages.flatMap(({ id, fact, key, headers, data }) => {
    const cause = headers.ce_causationid;
    if (!cause) return [];
    const effect = `${cause} ${fact} ${key} ${JSON.stringify(data, withoutChance)}`;
    const first = seen.get(effect);
    if (first === undefined) seen.set(effect, id);
    return first === undefined ? [] : [`${fact} ${id} and ${first} are both the effect of ${cause}`];
  });
}

/** Instants and what counts on differ from one effect to the next, also where the effect is the same. */
const withoutChance = (name: string, value: unknown): unknown =>
  /At$/.test(name) || name === 'inForceLeft' ? undefined : value;
