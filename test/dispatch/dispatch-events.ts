import { randomUUID } from 'node:crypto';
import {
  EmergencyCancelledV1,
  EmergencyClosedV1,
  EmergencyOpenedV1,
  LedgerImportedV1,
  MachineChangedV1,
  TeamChangedV1,
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

type Team = EventData<typeof TeamChangedV1>;
type Machine = EventData<typeof MachineChangedV1>;
type Ledger = EventData<typeof LedgerImportedV1>;

export const emergencyOpened = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyOpenedV1, { ...EmergencyOpenedV1.examples[0]!, emergencyId }, mode);

export const emergencyClosed = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyClosedV1, { ...EmergencyClosedV1.examples[0]!, emergencyId }, mode);

export const emergencyCancelled = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyCancelledV1, { ...EmergencyCancelledV1.examples[0]!, emergencyId }, mode);

/** A team of 200 in 621025, unless it is told otherwise. */
export function teamChanged(change: Partial<Team> = {}): SentEvent & { teamId: string } {
  const teamId = change.teamId ?? newId();
  return { ...sent(TeamChangedV1, { ...TeamChangedV1.examples[0]!, code: teamId, ...change, teamId }), teamId };
}

/** An excavator in 621025 that belongs to no team, unless it is told otherwise. */
export function machineChanged(change: Partial<Machine> = {}): SentEvent & { machineId: string } {
  const machineId = change.machineId ?? newId();
  const { teamId: _, ...example } = MachineChangedV1.examples[0]!;
  return { ...sent(MachineChangedV1, { ...example, code: machineId, ...change, machineId }), machineId };
}

export const ledgerImported = (ledger: Ledger['ledger'], total: number): SentEvent =>
  sent(LedgerImportedV1, { ...LedgerImportedV1.examples[0]!, ledger, total });

/** The record of that event's key is erased. */
export const erased = (event: SentEvent): SentEvent => {
  const id = newId();
  return { ...event, id, payload: null, headers: { ...event.headers, ce_id: id } };
};

function sent<Data>(event: EventDefinition<Data>, data: Data, mode: Mode = 'actual'): SentEvent {
  const [id, key] = [newId(), event.key(data)];
  const headers = { ce_id: id, ce_type: event.type, ce_mode: mode, ce_time: new Date().toISOString() };
  return { id, topic: event.topic.name, key, type: event.type, payload: toWire(event, data), headers };
}

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
