import { LedgerImportedV1, MachineChangedV1, TeamChangedV1, type EventData } from '@libs/events';
import { Consumer, ConsumesBatch, type Received } from '@libs/messaging';
import { OnRegisterChanged, type RegisterChanges } from './on-register-changed';

type Change =
  EventData<typeof TeamChangedV1> | EventData<typeof MachineChangedV1> | EventData<typeof LedgerImportedV1> | null;

/** A group of its own: in a group that works in batches all messages go to one handler. */
@Consumer('dispatch.register')
export class OnRegisterChangedConsumer {
  constructor(private readonly onRegisterChanged: OnRegisterChanged) {}

  @ConsumesBatch(TeamChangedV1, MachineChangedV1, LedgerImportedV1)
  async keep(received: Received<Change>[]): Promise<void> {
    const changes: RegisterChanges = { teams: new Map(), machines: new Map(), ledgers: new Map() };
    for (const { data, envelope } of received) note(changes, envelope, data);
    await this.onRegisterChanged.execute(changes);
  }
}

/** A later change of a record takes the place of the one before; a tombstone carries no data. */
function note(
  { teams, machines, ledgers }: RegisterChanges,
  { topic, key }: { topic: string; key: string },
  data: Change,
): void {
  if (topic === TeamChangedV1.topic.name) {
    const team = data as EventData<typeof TeamChangedV1> | null;
    teams.set(key, team && { ...team, id: team.teamId });
  } else if (topic === MachineChangedV1.topic.name) {
    const machine = data as EventData<typeof MachineChangedV1> | null;
    machines.set(key, machine && { ...machine, id: machine.machineId });
  } else {
    ledgers.set(key, data as EventData<typeof LedgerImportedV1> | null);
  }
}
