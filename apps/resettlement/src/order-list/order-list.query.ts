import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES, type Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { MOVEMENT_STATES, type MovementState } from '../domain/movement';
import { ORDER_STATES, type OrderState } from '../domain/order';
import { refuse } from '../domain/refusals';

export const ORDERS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { proposedAt: { column: 'proposed_at', type: 'timestamptz' } },
  defaultSort: '-proposedAt',
  filter: {
    emergency: { column: 'emergency_id', type: 'uuid' },
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    state: { column: 'state', type: 'text', oneOf: ORDER_STATES },
  },
};

export const MOVEMENTS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { id: { column: 'id', type: 'uuid' } },
  defaultSort: 'id',
  filter: {
    state: { column: 'state', type: 'text', oneOf: MOVEMENT_STATES },
    zone: { column: 'zone_id', type: 'uuid' },
    household: { column: 'household_id', type: 'uuid' },
  },
  maxLimit: 500,
};

export interface OrderItem {
  id: string;
  emergencyId: string;
  mode: Mode;
  zoneIds: string[];
  divisionCodes: string[];
  warningId: string | null;
  reason: string;
  contentHash: string;
  /** When it was proposed; the list may have grown since. */
  householdCount: number;
  personCount: number;
  state: OrderState;
  proposedAt: string;
  proposedBy: string;
  changedAt: string | null;
  changedBy: string | null;
  changeReason: string | null;
  accountedAt: string | null;
}

export interface OrderDetail extends OrderItem {
  /** Goes up with every change; also the ETag. */
  version: number;
  /** Households by what became of them. */
  households: Partial<Record<MovementState, number>>;
}

export interface MovementItem {
  id: string;
  householdId: string;
  zoneId: string;
  divisionCode: string;
  state: MovementState;
  /** Persons on the list, and of them those who moved. */
  listedMemberIds: string[];
  memberIds: string[];
  destination: string | null;
  shelterId: string | null;
  happenedAt: string | null;
  note: string | null;
  joinedAt: string | null;
  changedAt: string | null;
  changedBy: string | null;
}

const COLUMNS = `id, emergency_id, mode, zone_ids, division_codes, warning_id, reason, content_hash, household_count,
  person_count, state, proposed_at, proposed_by_name, changed_at, changed_by_name, change_reason, accounted_at`;

/** Evacuation orders, and what became of each household of one. */
@Injectable()
export class OrderListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<OrderItem>> {
    const { sql, parameters } = listSql(ORDERS, request, { sql: `select ${COLUMNS} from resettlement.orders` });
    return this.unitOfWork.run(async (tx) => pageOf(request, await tx.query(sql, parameters), orderOf));
  }

  /** Refuses `order.not-found`. */
  one(id: string): Promise<OrderDetail> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<OrderRow & { version: number; households: OrderDetail['households'] }>(
        `select ${COLUMNS}, version, coalesce((select jsonb_object_agg(state, count) from (select state, count(*)::int
           from resettlement.movements where order_id = $1 group by state) m), '{}') as households
         from resettlement.orders where id = $1`,
        [id],
      );
      if (!row) return refuse('order.not-found');
      return { ...orderOf(row), version: row.version, households: row.households };
    });
  }

  /** Refuses `order.not-found`. */
  movements(orderId: string, request: ListRequest): Promise<Page<MovementItem>> {
    const { sql, parameters } = listSql(MOVEMENTS, request, {
      sql: `select id, household_id, zone_id, division_code, state, listed_member_ids, member_ids, destination, shelter_id,
          happened_at, note, joined_at, changed_at, changed_by_name from resettlement.movements where order_id = $1`,
      parameters: [orderId],
    });
    return this.unitOfWork.run(async (tx) => {
      const known = await tx.query('select 1 from resettlement.orders where id = $1', [orderId]);
      if (known.length === 0) refuse('order.not-found');
      return pageOf(request, await tx.query(sql, parameters), movementOf);
    });
  }
}

interface OrderRow {
  id: string;
  emergency_id: string;
  mode: Mode;
  zone_ids: string[];
  division_codes: string[];
  warning_id: string | null;
  reason: string;
  content_hash: string;
  household_count: number;
  person_count: number;
  state: OrderState;
  proposed_at: Date;
  proposed_by_name: string;
  changed_at: Date | null;
  changed_by_name: string | null;
  change_reason: string | null;
  accounted_at: Date | null;
}

interface MovementRow {
  id: string;
  household_id: string;
  zone_id: string;
  division_code: string;
  state: MovementState;
  listed_member_ids: string[];
  member_ids: string[];
  destination: string | null;
  shelter_id: string | null;
  happened_at: Date | null;
  note: string | null;
  joined_at: Date | null;
  changed_at: Date | null;
  changed_by_name: string | null;
}

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null;

const orderOf = (row: OrderRow): OrderItem => ({
  id: row.id,
  emergencyId: row.emergency_id,
  mode: row.mode,
  zoneIds: row.zone_ids,
  divisionCodes: row.division_codes,
  warningId: row.warning_id,
  reason: row.reason,
  contentHash: row.content_hash,
  householdCount: row.household_count,
  personCount: row.person_count,
  state: row.state,
  proposedAt: row.proposed_at.toISOString(),
  proposedBy: row.proposed_by_name,
  changedAt: textOf(row.changed_at),
  changedBy: row.changed_by_name,
  changeReason: row.change_reason,
  accountedAt: textOf(row.accounted_at),
});

const movementOf = (row: MovementRow): MovementItem => ({
  id: row.id,
  householdId: row.household_id,
  zoneId: row.zone_id,
  divisionCode: row.division_code,
  state: row.state,
  listedMemberIds: row.listed_member_ids,
  memberIds: row.member_ids,
  destination: row.destination,
  shelterId: row.shelter_id,
  happenedAt: textOf(row.happened_at),
  note: row.note,
  joinedAt: textOf(row.joined_at),
  changedAt: textOf(row.changed_at),
  changedBy: row.changed_by_name,
});
