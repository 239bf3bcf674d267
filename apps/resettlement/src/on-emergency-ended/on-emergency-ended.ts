import { Injectable } from '@nestjs/common';
import { EvacuationCancelledV1, RelocationEndedV1, StayEndedV1 } from '@libs/events';
import { systemClock, type Mode } from '@libs/kernel';
import { NotHereYet, Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { leave } from '../domain/occupancy';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { OrderRepository } from '../persistence/order.repository';
import { PlacementRepository } from '../persistence/placement.repository';
import { StayRepository, type Stay } from '../persistence/stay.repository';

export interface EndedEmergency {
  emergencyId: string;
  mode: Mode;
  how: 'closed' | 'cancelled';
  reason: string;
}

const BY = { name: 'emergency-cancelled' };

/** Nothing begins in the emergency any more. Only a cancelled exercise takes what is open in it with it. */
@Injectable()
export class OnEmergencyEnded {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly orders: OrderRepository,
    private readonly stays: StayRepository,
    private readonly placements: PlacementRepository,
  ) {}

  execute({ emergencyId, mode, how, reason }: EndedEmergency): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.emergencies.end(tx, emergencyId, how)))
        throw new NotHereYet(`emergency ${emergencyId} has not arrived`);
      if (how === 'closed' || mode !== 'exercise') return;
      await this.cancelOrders(tx, emergencyId, mode, reason);
      const stays = await this.stays.openOf(tx, emergencyId);
      await this.stays.lockOf(
        tx,
        stays.map(({ id }) => id),
      );
      for (const stay of stays) await this.endStay(tx, stay, reason);
      await this.endPlacements(tx, emergencyId, mode, reason);
    });
  }

  private async cancelOrders(tx: Transaction, emergencyId: string, mode: Mode, reason: string): Promise<void> {
    for (const { id: orderId } of await this.orders.lockOpen(tx, emergencyId)) {
      const at = systemClock();
      await this.orders.change(tx, orderId, { state: 'cancelled', at, byName: BY.name, reason });
      await tx.audit({ action: 'order.cancelled', subject: orderId, reason, mode, details: { emergencyId } });
      const cancelled = { orderId, emergencyId, cancelledAt: at.toISOString(), cancelledBy: BY, reason };
      await this.outbox.add(tx, EvacuationCancelledV1, cancelled, { mode, emergencyId });
    }
  }

  private async endStay(tx: Transaction, stay: Stay, reason: string): Promise<void> {
    const { id: stayId, shelterId, emergencyId, householdId, memberIds, mode } = stay;
    const now = await this.stays.lock(tx, { id: shelterId, capacity: 0 }, mode);
    if ((await this.stays.find(tx, stayId))?.endedAt) return;
    const { occupied, ...rest } = leave(now, memberIds.length);
    const at = systemClock();
    await this.stays.end(tx, stayId, { at, name: BY.name, reason });
    await this.stays.occupy(tx, shelterId, mode, { occupied, ...rest });
    await tx.audit({ action: 'stay.ended', subject: stayId, reason, mode, details: { emergencyId, shelterId } });
    const about = { stayId, shelterId, emergencyId, householdId, occupied, reason };
    const ended = { ...about, endedAt: at.toISOString(), checkedOutBy: BY };
    await this.outbox.add(tx, StayEndedV1, ended, { mode, emergencyId });
  }

  private async endPlacements(tx: Transaction, emergencyId: string, mode: Mode, reason: string): Promise<void> {
    for (const { id: placementId, householdId } of await this.placements.lockOpen(tx, emergencyId)) {
      const [at, how] = [systemClock(), 'elsewhere' as const];
      await this.placements.end(tx, placementId, { how, at, reason });
      await tx.audit({ action: 'placement.ended', subject: placementId, reason, mode, details: { emergencyId, how } });
      const about = { placementId, emergencyId, householdId, how, reason };
      await this.outbox.add(
        tx,
        RelocationEndedV1,
        { ...about, endedAt: at.toISOString(), endedBy: BY },
        { mode, emergencyId },
      );
    }
  }
}
