import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { accountingOf } from '../domain/movement';
import { orderText, type OrderState } from '../domain/order';
import { refuse } from '../domain/refusals';
import { RegisterRepository, type Household } from './register.repository';

export interface Order {
  id: string;
  emergencyId: string;
  mode: Mode;
  zoneIds: string[];
  divisionCodes: string[];
  warningId: string | null;
  reason: string;
  contentHash: string;
  householdCount: number;
  personCount: number;
  state: OrderState;
  proposedAt: Date;
  proposedBy: string;
  proposedByName: string;
  accountedAt: Date | null;
}

export interface OrderChange {
  state: OrderState;
  at: Date;
  byName: string;
  reason: string;
  approvedBy?: string;
}

const COLUMNS = `id, emergency_id as "emergencyId", mode, zone_ids as "zoneIds", division_codes as "divisionCodes",
  warning_id as "warningId", reason, content_hash as "contentHash", household_count as "householdCount",
  person_count as "personCount", state, proposed_at as "proposedAt", proposed_by as "proposedBy",
  proposed_by_name as "proposedByName", accounted_at as "accountedAt"`;

@Injectable()
export class OrderRepository {
  constructor(private readonly register: RegisterRepository) {}

  /** The emergency that an order belongs to; it never changes. Refuses `order.not-found`. */
  async emergencyOf(tx: Transaction, id: string): Promise<string> {
    const [found] = await tx.query<{ id: string }>('select emergency_id as id from resettlement.orders where id = $1', [
      id,
    ]);
    return found?.id ?? refuse('order.not-found');
  }

  /** Refuses `order.not-found`. */
  async lock(tx: Transaction, id: string): Promise<Order> {
    const [found] = await tx.query<Order>(`select ${COLUMNS} from resettlement.orders where id = $1 for update`, [id]);
    return found ?? refuse('order.not-found');
  }

  lockOpen(tx: Transaction, emergencyId: string): Promise<Order[]> {
    return tx.query(
      `select ${COLUMNS} from resettlement.orders
       where emergency_id = $1 and state in ('proposed', 'ordered', 'return-authorised') order by id for update`,
      [emergencyId],
    );
  }

  /** The households of the zones as they are now, and the hash of what an approval would bind to. */
  async content(
    tx: Transaction,
    order: Pick<Order, 'emergencyId' | 'zoneIds' | 'warningId' | 'reason'>,
  ): Promise<{ households: Household[]; hash: string; personCount: number }> {
    const households = await this.register.householdsOf(tx, order.zoneIds);
    const listed = households.map(({ id, memberIds }) => ({ householdId: id, memberIds }));
    const hash = createHash('sha256')
      .update(orderText({ ...order, households: listed }))
      .digest('hex');
    return { households, hash, personCount: households.reduce((sum, { memberIds }) => sum + memberIds.length, 0) };
  }

  async insert(tx: Transaction, order: Order): Promise<void> {
    await tx.query(
      `insert into resettlement.orders (id, emergency_id, mode, zone_ids, division_codes, warning_id, reason, content_hash,
         household_count, person_count, state, proposed_at, proposed_by, proposed_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed', $11, $12, $13)`,
      [
        order.id,
        order.emergencyId,
        order.mode,
        order.zoneIds,
        order.divisionCodes,
        order.warningId,
        order.reason,
        order.contentHash,
        order.householdCount,
        order.personCount,
        order.proposedAt,
        order.proposedBy,
        order.proposedByName,
      ],
    );
  }

  /** Once an order is over, its households may be on the list of another. */
  async change(tx: Transaction, id: string, { state, at, byName, reason, approvedBy }: OrderChange): Promise<void> {
    await tx.query(
      `update resettlement.orders set state = $2, changed_at = $3, changed_by_name = $4, change_reason = $5,
         approved_by = coalesce($6, approved_by), version = version + 1 where id = $1`,
      [id, state, at, byName, reason, approvedBy ?? null],
    );
    if (state === 'ended' || state === 'cancelled')
      await tx.query('update resettlement.movements set open = false where order_id = $1', [id]);
  }

  /**
   * Keeps whether all of its households are accounted for.
   * @returns true when that is to be said now.
   */
  async account(tx: Transaction, { id, accountedAt }: Order, counts: { toMove: number }, at: Date): Promise<boolean> {
    const next = accountingOf(counts, accountedAt);
    const text = 'update resettlement.orders set accounted_at = $2 where id = $1';
    if (next !== 'leave') await tx.query(text, [id, next === 'say' ? at : null]);
    return next === 'say';
  }
}
