import { randomUUID } from 'node:crypto';
import {
  EmergencyCancelledV1,
  EmergencyClosedV1,
  EmergencyOpenedV1,
  LedgerImportedV1,
  toWire,
  type EventData,
  type EventDefinition,
} from '@libs/events';
import { newId, type Mode } from '@libs/kernel';

/** An event as another service has sent it. */
export interface SentEvent {
  id: string;
  topic: string;
  key: string;
  type: string;
  /** Null for a tombstone. */
  payload: string | null;
  headers: Record<string, string>;
}

export function sent<Data>(event: EventDefinition<Data>, data: Data, mode: Mode = 'actual'): SentEvent {
  const [id, key] = [newId(), event.key(data)];
  const headers = { ce_id: id, ce_type: event.type, ce_mode: mode, ce_time: new Date().toISOString() };
  return { id, topic: event.topic.name, key, type: event.type, payload: toWire(event, data), headers };
}

/** The record of that event's key is erased. */
export const erased = (event: SentEvent): SentEvent => {
  const id = newId();
  return { ...event, id, payload: null, headers: { ...event.headers, ce_id: id } };
};

export const emergencyOpened = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyOpenedV1, { ...EmergencyOpenedV1.examples[0]!, emergencyId }, mode);

export const emergencyClosed = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyClosedV1, { ...EmergencyClosedV1.examples[0]!, emergencyId }, mode);

export const emergencyCancelled = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyCancelledV1, { ...EmergencyCancelledV1.examples[0]!, emergencyId }, mode);

export const ledgerImported = (ledger: EventData<typeof LedgerImportedV1>['ledger'], total: number): SentEvent =>
  sent(LedgerImportedV1, { ...LedgerImportedV1.examples[0]!, ledger, total });

export interface Person {
  id: string;
  name: string;
  roles: string[];
  division: string;
}

export const person = (role: string, division = '621000'): Person => ({
  id: randomUUID(),
  name: `${role} ${division}`,
  roles: [role],
  division,
});
