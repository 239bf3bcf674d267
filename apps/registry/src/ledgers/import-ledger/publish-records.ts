import { Injectable } from '@nestjs/common';
import {
  HouseholdChangedV1,
  MachineChangedV1,
  ShelterChangedV1,
  TeamChangedV1,
  ZoneChangedV1,
  type EventData,
} from '@libs/events';
import { Outbox } from '@libs/messaging';
import type { Transaction } from '@libs/persistence';
import type { Ledger } from '../domain/ledger';
import { LedgerRepository, type LedgerRecord, type StoredMember } from '../persistence/ledger.repository';

/** Master data serve every mode. */
const EVERY_MODE = { mode: 'actual' } as const;

/** Tells the other services what a record of a ledger is now. Names and phones of people stay here. */
@Injectable()
export class PublishRecords {
  constructor(
    private readonly outbox: Outbox,
    private readonly ledgers: LedgerRepository,
  ) {}

  async execute(tx: Transaction, ledger: Ledger, records: readonly LedgerRecord[]): Promise<void> {
    switch (ledger) {
      case 'persons':
        return;
      case 'zones':
        return this.zones(
          tx,
          records.map(({ id }) => id),
        );
      case 'shelters':
        for (const record of records) await this.outbox.add(tx, ShelterChangedV1, shelterOf(record), EVERY_MODE);
        return;
      case 'households':
        for (const record of records) await this.outbox.add(tx, HouseholdChangedV1, householdOf(record), EVERY_MODE);
        return;
      case 'teams':
        for (const record of records) await this.outbox.add(tx, TeamChangedV1, teamOf(record), EVERY_MODE);
        return;
      case 'machines':
        for (const record of records) await this.outbox.add(tx, MachineChangedV1, machineOf(record), EVERY_MODE);
    }
  }

  /** As they are now, with how many households they have. */
  async zones(tx: Transaction, ids: string[]): Promise<void> {
    for (const zone of await this.ledgers.zones(tx, ids))
      await this.outbox.add(tx, ZoneChangedV1, zoneOf(zone), EVERY_MODE);
  }
}

const zoneOf = (record: LedgerRecord): EventData<typeof ZoneChangedV1> => {
  const { id, longitude, latitude, responsiblePersonId, messengerId, ...rest } = record;
  return {
    ...(rest as unknown as EventData<typeof ZoneChangedV1>),
    zoneId: id,
    position: [longitude as number, latitude as number],
    ...(responsiblePersonId ? { responsiblePersonId: responsiblePersonId as string } : {}),
    ...(messengerId ? { messengerId: messengerId as string } : {}),
    withdrawn: false,
  };
};

const shelterOf = ({ id, longitude, latitude, ...rest }: LedgerRecord): EventData<typeof ShelterChangedV1> => ({
  ...(rest as unknown as EventData<typeof ShelterChangedV1>),
  shelterId: id,
  position: [longitude as number, latitude as number],
  withdrawn: false,
});

const householdOf = (record: LedgerRecord): EventData<typeof HouseholdChangedV1> => ({
  householdId: record.id,
  code: record.code,
  zoneId: record.zoneId as string,
  divisionCode: record.divisionCode,
  members: (record.members as StoredMember[]).map(({ memberId, needs }) => ({ memberId, needs })),
  ...(record.shelterId ? { shelterId: record.shelterId as string } : {}),
  withdrawn: false,
});

const teamOf = ({ id, ...rest }: LedgerRecord): EventData<typeof TeamChangedV1> => ({
  ...(rest as unknown as EventData<typeof TeamChangedV1>),
  teamId: id,
  withdrawn: false,
});

const machineOf = (record: LedgerRecord): EventData<typeof MachineChangedV1> => ({
  machineId: record.id,
  code: record.code,
  kind: record.kind as string,
  divisionCode: record.divisionCode,
  ...(record.teamId ? { teamId: record.teamId as string } : {}),
  withdrawn: false,
});
