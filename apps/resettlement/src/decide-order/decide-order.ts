import { Injectable } from '@nestjs/common';
import { EvacuationDeclinedV1, EvacuationOrderedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { decideOrder, requireComplete, requireInNoOther } from '../domain/order';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { MovementRepository } from '../persistence/movement.repository';
import { OrderRepository } from '../persistence/order.repository';
import { RegisterRepository } from '../persistence/register.repository';

export interface OrderDecisionCommand {
  orderId: string;
  approve: boolean;
  /** Hash of the content that the decider saw. */
  contentHash: string;
  reason: string;
}

/** A second person decides whether zones are evacuated; an approval freezes the list of households. */
@Injectable()
export class DecideOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly register: RegisterRepository,
    private readonly orders: OrderRepository,
    private readonly movements: MovementRepository,
  ) {}

  execute({ orderId, approve, contentHash, reason }: OrderDecisionCommand, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { id: emergencyId, mode } = await this.emergencies.hold(tx, await this.orders.emergencyOf(tx, orderId));
      await this.register.lock(tx);
      const order = await this.orders.lock(tx, orderId);
      for (const code of order.divisionCodes) requireDivision(by, code);
      const { households, hash: currentHash, personCount } = await this.orders.content(tx, order);
      const state = decideOrder(order, { by: by.id, approve, contentHash, currentHash });
      const at = systemClock();
      const who = { accountId: by.id, name: by.name };
      const change = { state, at, byName: by.name, reason };
      await tx.audit({
        action: `order.${state}`,
        subject: orderId,
        reason,
        mode,
        details: { emergencyId, contentHash },
      });
      if (state === 'declined') {
        await this.orders.change(tx, orderId, change);
        const declined = { orderId, emergencyId, declinedAt: at.toISOString(), declinedBy: who, reason };
        await this.outbox.add(tx, EvacuationDeclinedV1, declined, { mode, emergencyId });
        return;
      }
      requireComplete(order.zoneIds, await this.register.zonesHere(tx, order.zoneIds));
      const ids = households.map(({ id }) => id);
      requireInNoOther(await this.movements.taken(tx, mode, ids));
      await this.orders.change(tx, orderId, { ...change, approvedBy: by.id });
      await this.movements.freeze(tx, order, households);
      const { zoneIds } = order;
      const counts = { householdCount: ids.length, personCount };
      const ordered = { orderId, emergencyId, zoneIds, ...counts, orderedAt: at.toISOString(), orderedBy: who, reason };
      await this.outbox.add(tx, EvacuationOrderedV1, ordered, { mode, emergencyId });
    });
  }
}
