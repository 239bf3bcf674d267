import { Injectable } from '@nestjs/common';
import { EvacuationCancelledV1, EvacuationEndedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireFinished, requireOrderStep } from '../domain/order';
import { MovementRepository } from '../persistence/movement.repository';
import { OrderRepository } from '../persistence/order.repository';

/** An evacuation is over: ended when everybody is back home, or cancelled. */
@Injectable()
export class EndOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly orders: OrderRepository,
    private readonly movements: MovementRepository,
  ) {}

  execute(command: { orderId: string; to: 'ended' | 'cancelled'; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { orderId, to, reason } = command;
      const { emergencyId, mode, divisionCodes, state } = await this.orders.lock(tx, orderId);
      for (const code of divisionCodes) requireDivision(by, code);
      requireOrderStep(state, to);
      if (to === 'ended') requireFinished(await this.movements.counts(tx, orderId));
      const at = systemClock();
      await this.orders.change(tx, orderId, { state: to, at, byName: by.name, reason });
      await tx.audit({ action: `order.${to}`, subject: orderId, reason, mode, details: { emergencyId } });
      const who = { accountId: by.id, name: by.name };
      const about = { orderId, emergencyId, reason };
      if (to === 'ended') {
        const ended = { ...about, endedAt: at.toISOString(), endedBy: who };
        await this.outbox.add(tx, EvacuationEndedV1, ended, { mode, emergencyId });
      } else {
        const cancelled = { ...about, cancelledAt: at.toISOString(), cancelledBy: who };
        await this.outbox.add(tx, EvacuationCancelledV1, cancelled, { mode, emergencyId });
      }
    });
  }
}
