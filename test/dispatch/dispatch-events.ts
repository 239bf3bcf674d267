import { MachineChangedV1, TeamChangedV1, type EventData } from '@libs/events';
import { newId } from '@libs/kernel';
import { sent, type SentEvent } from '../service/service-events';

export * from '../service/service-events';

type Team = EventData<typeof TeamChangedV1>;
type Machine = EventData<typeof MachineChangedV1>;

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
