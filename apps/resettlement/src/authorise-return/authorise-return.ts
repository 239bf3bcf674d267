import { Injectable } from '@nestjs/common';
import { ReturnAuthorisedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireOrderStep } from '../domain/order';
import { OrderRepository } from '../persistence/order.repository';

/** From now on the households of an order may go home. */
@Injectable()
export class AuthoriseReturn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly orders: OrderRepository,
  ) {}

  execute({ orderId, reason }: { orderId: string; reason: string }, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { emergencyId, mode, divisionCodes, state } = await this.orders.lock(tx, orderId);
      for (const code of divisionCodes) requireDivision(by, code);
      requireOrderStep(state, 'return-authorised');
      const at = systemClock();
      await this.orders.change(tx, orderId, { state: 'return-authorised', at, byName: by.name, reason });
      await tx.audit({ action: 'order.return-authorised', subject: orderId, reason, mode, details: { emergencyId } });
      const authorisedBy = { accountId: by.id, name: by.name };
      const authorised = { orderId, emergencyId, authorisedAt: at.toISOString(), authorisedBy, reason };
      await this.outbox.add(tx, ReturnAuthorisedV1, authorised, { mode, emergencyId });
    });
  }
}
