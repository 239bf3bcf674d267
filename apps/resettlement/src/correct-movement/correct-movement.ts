import { Injectable } from '@nestjs/common';
import { AllAccountedForV1, MovementCorrectedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { membersOf, requireCorrection, type MovementState } from '../domain/movement';
import { requireInForce } from '../domain/order';
import { refuse } from '../domain/refusals';
import { MovementRepository } from '../persistence/movement.repository';
import { OrderRepository, type Order } from '../persistence/order.repository';
import { RegisterRepository } from '../persistence/register.repository';

export interface MovementCorrection {
  orderId: string;
  movementId: string;
  to: Exclude<MovementState, 'returned'>;
  memberIds?: string[] | undefined;
  reason: string;
}

/** What was reported of a household was wrong. It may be the last that was to move, or be to move again. */
@Injectable()
export class CorrectMovement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly orders: OrderRepository,
    private readonly movements: MovementRepository,
    private readonly register: RegisterRepository,
  ) {}

  execute({ orderId, movementId, to, reason, ...given }: MovementCorrection, by: Account): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const { emergencyId, mode } = order;
      requireInForce(order.state);
      const movement = (await this.movements.find(tx, orderId, movementId)) ?? refuse('movement.not-on-list');
      requireDivision(by, movement.divisionCode);
      const { householdId, zoneId, state: from, listedMemberIds } = movement;
      const household = (await this.register.households(tx, [householdId])).get(householdId);
      const known = [...listedMemberIds, ...(household?.memberIds ?? [])];
      const memberIds = to === 'moved' ? membersOf(given.memberIds ?? listedMemberIds, known) : [];
      requireCorrection(movement, { to, memberIds });
      const at = systemClock();
      await this.movements.change(tx, movementId, { state: to, memberIds, note: reason, at, byName: by.name });
      const details = { orderId, householdId, from, to };
      await tx.audit({ action: 'movement.corrected', subject: movementId, reason, mode, details });
      const about = { movementId, orderId, emergencyId, householdId, zoneId, from, to, memberIds };
      const correctedBy = { accountId: by.id, name: by.name };
      const corrected = { ...about, correctedAt: at.toISOString(), correctedBy, reason };
      await this.outbox.add(tx, MovementCorrectedV1, corrected, { mode, emergencyId });
      await this.sayWhetherAll(tx, order, at);
    });
  }

  private async sayWhetherAll(tx: Transaction, order: Order, at: Date): Promise<void> {
    const { id: orderId, emergencyId, mode } = order;
    const counts = await this.movements.counts(tx, orderId);
    if (!(await this.orders.account(tx, order, counts, at))) return;
    await tx.audit({ action: 'order.all-accounted-for', subject: orderId, mode, details: { emergencyId } });
    const { wentAway: movedHouseholds, all } = counts;
    const numbers = { movedHouseholds, notMovedHouseholds: all - movedHouseholds };
    const accounted = { orderId, emergencyId, ...numbers, accountedAt: at.toISOString() };
    await this.outbox.add(tx, AllAccountedForV1, accounted, { mode, emergencyId });
  }
}
