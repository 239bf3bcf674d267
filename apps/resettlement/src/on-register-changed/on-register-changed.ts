import { Injectable } from '@nestjs/common';
import { HouseholdJoinedV1 } from '@libs/events';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { MovementRepository } from '../persistence/movement.repository';
import {
  KEPT_LEDGERS,
  RegisterRepository,
  type Household,
  type Shelter,
  type Zone,
} from '../persistence/register.repository';

/** What the register says, newest per record; an erased one has nothing. */
export interface RegisterChanges {
  zones: Map<string, Zone | null>;
  households: Map<string, Household | null>;
  shelters: Map<string, Shelter | null>;
  ledgers: Map<string, { ledger: string; total: number } | null>;
}

/** The register as it is now, for every mode; a household that is new in a zone of an open order joins it. */
@Injectable()
export class OnRegisterChanged {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly register: RegisterRepository,
    private readonly movements: MovementRepository,
  ) {}

  execute({ zones, households, shelters, ledgers }: RegisterChanges): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.register.lock(tx);
      await this.register.keepZones(tx, present(zones));
      await this.register.keepHouseholds(tx, present(households));
      await this.register.keepShelters(tx, present(shelters));
      const kept = present(ledgers).filter(({ ledger }) => KEPT_LEDGERS.some((name) => name === ledger));
      await this.register.keepLedgers(tx, kept);
      await this.register.forget(tx, 'zones', erased(zones));
      await this.register.forget(tx, 'households', erased(households));
      await this.register.forget(tx, 'shelters', erased(shelters));
      if (households.size > 0) await this.join(tx, [...households.keys()]);
    });
  }

  private async join(tx: Transaction, householdIds: string[]): Promise<void> {
    const at = systemClock();
    // No person wrote it: it stands as it is in the list and in the audit log, for readers of both languages.
    const reason = '台账变更后位于转移范围内 / Inside the evacuated zones after a change of the register';
    for (const { orderId, emergencyId, mode, householdId, personCount } of await this.movements.join(
      tx,
      householdIds,
      at,
    )) {
      await tx.audit({ action: 'order.household-joined', subject: orderId, reason, mode, details: { householdId } });
      const joined = { orderId, emergencyId, householdId, personCount, joinedAt: at.toISOString(), reason };
      await this.outbox.add(tx, HouseholdJoinedV1, joined, { mode, emergencyId });
    }
  }
}

const present = <Item>(changes: Map<string, Item | null>): Item[] =>
  [...changes.values()].filter((item) => item !== null);
const erased = (changes: Map<string, unknown>): string[] =>
  [...changes].filter(([, item]) => item === null).map(([id]) => id);
