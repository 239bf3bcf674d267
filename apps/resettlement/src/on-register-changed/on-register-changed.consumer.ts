import { HouseholdChangedV1, LedgerImportedV1, ShelterChangedV1, ZoneChangedV1, type EventData } from '@libs/events';
import { Consumer, ConsumesBatch, type Received } from '@libs/messaging';
import { OnRegisterChanged, type RegisterChanges } from './on-register-changed';

type Change =
  | EventData<typeof ZoneChangedV1>
  | EventData<typeof HouseholdChangedV1>
  | EventData<typeof ShelterChangedV1>
  | EventData<typeof LedgerImportedV1>
  | null;

/** A group of its own: in a group that works in batches all messages go to one handler. */
@Consumer('resettlement.register')
export class OnRegisterChangedConsumer {
  constructor(private readonly onRegisterChanged: OnRegisterChanged) {}

  @ConsumesBatch(ZoneChangedV1, HouseholdChangedV1, ShelterChangedV1, LedgerImportedV1)
  async keep(received: Received<Change>[]): Promise<void> {
    const changes = { zones: new Map(), households: new Map(), shelters: new Map(), ledgers: new Map() };
    for (const { data, envelope } of received) note(changes, envelope, data);
    await this.onRegisterChanged.execute(changes);
  }
}

/** A later change of a record takes the place of the one before; a tombstone carries no data. */
function note(
  { zones, households, shelters, ledgers }: RegisterChanges,
  { topic, key }: { topic: string; key: string },
  data: Change,
): void {
  if (topic === ZoneChangedV1.topic.name) {
    const zone = data as EventData<typeof ZoneChangedV1> | null;
    zones.set(key, zone && { ...zone, id: zone.zoneId });
  } else if (topic === HouseholdChangedV1.topic.name) {
    const household = data as EventData<typeof HouseholdChangedV1> | null;
    const memberIds = household?.members.map(({ memberId }) => memberId) ?? [];
    households.set(key, household && { ...household, id: household.householdId, memberIds });
  } else if (topic === ShelterChangedV1.topic.name) {
    const shelter = data as EventData<typeof ShelterChangedV1> | null;
    shelters.set(key, shelter && { ...shelter, id: shelter.shelterId });
  } else ledgers.set(key, data as EventData<typeof LedgerImportedV1> | null);
}
