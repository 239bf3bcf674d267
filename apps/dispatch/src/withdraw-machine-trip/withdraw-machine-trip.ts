import { Injectable } from '@nestjs/common';
import { MachineTripWithdrawnV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireStanding } from '../domain/machine-trip';
import { MachineTripRepository } from '../persistence/machine-trip.repository';

/** A dispatcher takes back a machine-trip that had not been one. */
@Injectable()
export class WithdrawMachineTrip {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly trips: MachineTripRepository,
  ) {}

  execute({ tripId, reason }: { tripId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const trip = await this.trips.lock(tx, tripId);
      requireDivision(by, trip.divisionCode);
      requireStanding(trip);
      const at = systemClock();
      await this.trips.withdraw(tx, tripId, at, reason);
      const { mode, emergencyId } = trip;
      await tx.audit({ action: 'machine-trip.withdrawn', subject: tripId, reason, mode, details: { emergencyId } });
      await this.outbox.add(
        tx,
        MachineTripWithdrawnV1,
        {
          tripId,
          emergencyId,
          withdrawnAt: at.toISOString(),
          withdrawnBy: { accountId: by.id, name: by.name },
          reason,
        },
        { mode, emergencyId },
      );
    });
  }
}
