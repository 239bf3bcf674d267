import { Injectable } from '@nestjs/common';
import { AllAccountedForV1, HouseholdMovedV1, HouseholdNotMovedV1, HouseholdReturnedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork, type Transaction } from '@libs/persistence';
import { destinationOf, membersOf, requireMovementStep, type Destination, type Outcome } from '../domain/movement';
import { requireInForce } from '../domain/order';
import { refuse } from '../domain/refusals';
import { judge, type RowResult } from '../domain/sheet';
import { MovementRepository, type Movement } from '../persistence/movement.repository';
import { OrderRepository, type Order } from '../persistence/order.repository';
import { RegisterRepository, type Household } from '../persistence/register.repository';

export type { RowResult };

export interface MovementReport {
  householdId: string;
  outcome: Outcome;
  /** Who moved; everybody of the household when absent. */
  memberIds?: string[] | undefined;
  destination?: Destination | undefined;
  shelterId?: string | undefined;
  happenedAt?: Date | undefined;
  note?: string | undefined;
}

/** A messenger reports, household by household, what became of an evacuation. */
@Injectable()
export class ReportMovements {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly orders: OrderRepository,
    private readonly movements: MovementRepository,
    private readonly register: RegisterRepository,
  ) {}

  execute({ orderId, rows }: { orderId: string; rows: MovementReport[] }, by: Account): Promise<RowResult[]> {
    return this.unitOfWork.run(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      const { emergencyId, mode } = order;
      requireInForce(order.state);
      const ids = rows.map(({ householdId }) => householdId);
      const listed = await this.movements.ofHouseholds(tx, orderId, ids);
      const households = await this.register.households(tx, ids);
      const results: RowResult[] = [];
      for (const [row, report] of rows.entries()) {
        const result = await judge(row, async () => {
          const movement = listed.get(report.householdId) ?? refuse('movement.not-on-list');
          requireDivision(by, movement.divisionCode);
          requireMovementStep(movement.state, report.outcome, order.state === 'return-authorised');
          const next = await this.report(
            tx,
            order,
            { movement, report, household: households.get(report.householdId) },
            by,
          );
          listed.set(report.householdId, next);
          return movement.id;
        });
        results.push(result);
        if ('refused' in result) {
          const details = { row, code: result.refused.code, emergencyId };
          await tx.audit({ action: 'movement.report-refused', subject: orderId, mode, details });
        }
      }
      await this.sayWhetherAll(tx, order);
      return results;
    });
  }

  /** Nothing is written before the row is known to be good. */
  private async report(
    tx: Transaction,
    { id: orderId, emergencyId, mode }: Order,
    { movement, report, household }: { movement: Movement; report: MovementReport; household: Household | undefined },
    by: Account,
  ): Promise<Movement> {
    const { outcome: state, shelterId, happenedAt, note } = report;
    const { id: movementId, householdId, zoneId } = movement;
    const about = { movementId, orderId, emergencyId, householdId, zoneId };
    const at = systemClock();
    const who = { reportedBy: { accountId: by.id, name: by.name } };
    const options = { mode, emergencyId };
    const audit = () =>
      tx.audit({ action: `movement.${state}`, subject: movementId, mode, details: { orderId, householdId } });
    if (state === 'returned') {
      await this.movements.returned(tx, movementId, at, by.name);
      await audit();
      await this.outbox.add(tx, HouseholdReturnedV1, { ...about, returnedAt: at.toISOString(), ...who }, options);
      return { ...movement, state };
    }
    if (state !== 'moved') {
      await this.movements.change(tx, movementId, { state, memberIds: [], happenedAt, note, at, byName: by.name });
      await audit();
      const found = { ...about, outcome: state, foundAt: at.toISOString(), ...who, ...(note ? { note } : {}) };
      await this.outbox.add(tx, HouseholdNotMovedV1, found, options);
      return { ...movement, state, memberIds: [] };
    }
    const destination = destinationOf(report);
    const memberIds = membersOf(report.memberIds ?? movement.listedMemberIds, [
      ...movement.listedMemberIds,
      ...(household?.memberIds ?? []),
    ]);
    const change = { state, memberIds, destination, shelterId, happenedAt, note, at, byName: by.name };
    await this.movements.change(tx, movementId, change);
    await audit();
    const moved = {
      ...about,
      memberIds,
      destination,
      ...(shelterId ? { shelterId } : {}),
      ...(happenedAt ? { happenedAt: happenedAt.toISOString() } : {}),
      movedAt: at.toISOString(),
      ...who,
    };
    await this.outbox.add(tx, HouseholdMovedV1, moved, options);
    return { ...movement, state, memberIds };
  }

  private async sayWhetherAll(tx: Transaction, order: Order): Promise<void> {
    const { id: orderId, emergencyId, mode } = order;
    const at = systemClock();
    const counts = await this.movements.counts(tx, orderId);
    if (!(await this.orders.account(tx, order, counts, at))) return;
    await tx.audit({ action: 'order.all-accounted-for', subject: orderId, mode, details: { emergencyId } });
    const { wentAway: movedHouseholds, all } = counts;
    const numbers = { movedHouseholds, notMovedHouseholds: all - movedHouseholds };
    const accounted = { orderId, emergencyId, ...numbers, accountedAt: at.toISOString() };
    await this.outbox.add(tx, AllAccountedForV1, accounted, { mode, emergencyId });
  }
}
