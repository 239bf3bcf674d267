import { Injectable } from '@nestjs/common';
import { EvacuationProposedV1 } from '@libs/events';
import { requireDivision, type Account } from '@libs/http';
import { newId, systemClock } from '@libs/kernel';
import { Outbox } from '@libs/messaging';
import { UnitOfWork } from '@libs/persistence';
import { requireComplete, requireInNoOther } from '../domain/order';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { MovementRepository } from '../persistence/movement.repository';
import { OrderRepository, type Order } from '../persistence/order.repository';
import { RegisterRepository } from '../persistence/register.repository';

export interface OrderProposal {
  emergencyId: string;
  zoneIds: string[];
  warningId?: string | undefined;
  reason: string;
}

export interface ProposedOrder {
  orderId: string;
  contentHash: string;
  householdCount: number;
  personCount: number;
}

/** A person proposes, perhaps because of a warning, that zones are evacuated. */
@Injectable()
export class ProposeOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly emergencies: EmergencyRepository,
    private readonly register: RegisterRepository,
    private readonly orders: OrderRepository,
    private readonly movements: MovementRepository,
  ) {}

  execute({ emergencyId, warningId, reason, ...proposal }: OrderProposal, by: Account): Promise<ProposedOrder> {
    return this.unitOfWork.run(async (tx) => {
      const { mode } = await this.emergencies.hold(tx, emergencyId);
      await this.register.lock(tx);
      const zoneIds = [...new Set(proposal.zoneIds)].sort();
      const zones = await this.register.zonesHere(tx, zoneIds);
      for (const { divisionCode } of zones) requireDivision(by, divisionCode);
      requireComplete(zoneIds, zones);
      const about = { emergencyId, zoneIds, warningId: warningId ?? null, reason };
      const { households, hash: contentHash, personCount } = await this.orders.content(tx, about);
      const ids = households.map(({ id }) => id);
      requireInNoOther(await this.movements.taken(tx, mode, ids));
      const order: Order = {
        ...about,
        id: newId(),
        mode,
        divisionCodes: [...new Set(zones.map(({ divisionCode }) => divisionCode))].sort(),
        contentHash,
        householdCount: ids.length,
        personCount,
        state: 'proposed',
        proposedAt: systemClock(),
        proposedBy: by.id,
        proposedByName: by.name,
        accountedAt: null,
      };
      await this.orders.insert(tx, order);
      const { id: orderId, divisionCodes, householdCount, proposedAt } = order;
      await tx.audit({
        action: 'order.proposed',
        subject: orderId,
        reason,
        mode,
        details: { emergencyId, contentHash },
      });
      const counts = { householdCount, personCount, contentHash };
      const event = { orderId, emergencyId, zoneIds, divisionCodes, reason, ...counts };
      const who = { proposedAt: proposedAt.toISOString(), proposedBy: { accountId: by.id, name: by.name } };
      const warning = warningId ? { warningId } : {};
      await this.outbox.add(tx, EvacuationProposedV1, { ...event, ...who, ...warning }, { mode, emergencyId });
      return { orderId, ...counts };
    });
  }
}
