import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES } from '@libs/kernel';
import { Database } from '@libs/persistence';
import {
  EMERGENCY_VIEW,
  FIGURES_DETAIL,
  MESSAGE_VIEW,
  TIMELINE_LIST,
  TIMELINE_OF,
  WARNING_DETAIL,
  WARNING_VIEW,
} from './board.query';
import { FIGURE_NOTES } from './figure-notes';
import { INCIDENT_VIEW, MISSION_VIEW, ORDER_VIEW } from './thread.query';

const mode = { column: 'mode', type: 'text', oneOf: MODES } as const;
const key = { column: 'id', type: 'uuid' } as const;

export const EMERGENCIES: ListDefinition = {
  key,
  sort: { openedAt: { column: 'opened_at', type: 'timestamptz' } },
  defaultSort: '-openedAt',
  filter: {
    mode,
    state: { column: 'state', type: 'text', oneOf: ['open', 'closing-proposed', 'closed', 'cancelled'] },
    hazard: { column: 'hazard', type: 'text' },
  },
};

export const WARNINGS: ListDefinition = {
  key,
  sort: { sent: { column: 'sent_at', type: 'timestamptz' } },
  defaultSort: '-sent',
  filter: {
    mode,
    state: { column: 'state', type: 'text', oneOf: ['in-force', 'cancelled', 'expired', 'replaced', 'not-in-force'] },
    colour: { column: 'colour', type: 'text', oneOf: ['blue', 'yellow', 'orange', 'red'] },
  },
};

export const MESSAGES: ListDefinition = {
  key,
  sort: { receivedAt: { column: 'received_at', type: 'timestamptz' } },
  defaultSort: '-receivedAt',
  filter: {
    mode,
    outcome: { column: 'outcome', type: 'text', oneOf: ['accepted', 'held', 'rejected', 'conflict', 'kept'] },
  },
};

export const TIMELINE: ListDefinition = {
  key: { column: 'event_id', type: 'uuid' },
  sort: { at: { column: 'occurred_at', type: 'timestamptz' } },
  defaultSort: '-at',
  filter: { notable: { column: 'notable', type: 'boolean' }, code: { column: 'code', type: 'text' } },
};

const ofEmergency = (sort: string, column: string, states: readonly string[]): ListDefinition => ({
  key,
  sort: { [sort]: { column, type: 'timestamptz' } },
  defaultSort: `-${sort}`,
  filter: {
    mode,
    emergency: { column: 'emergency_id', type: 'uuid' },
    state: { column: 'state', type: 'text', oneOf: states },
  },
});

export const INCIDENTS = ofEmergency('reportedAt', 'reported_at', ['open', 'resolved', 'cancelled']);

export const MISSIONS = ofEmergency('requestedAt', 'requested_at', [
  'requested',
  'accepted',
  'declined',
  'departed',
  'arrived',
  'released',
  'cancelled',
]);

export const ORDERS = ofEmergency('proposedAt', 'proposed_at', [
  'proposed',
  'ordered',
  'accounted-for',
  'returning',
  'ended',
  'declined',
  'cancelled',
]);

/** Reads the board for one who asks; the live stream has its own way. */
@Injectable()
export class BoardReader {
  constructor(private readonly database: Database) {}

  emergencies(request: ListRequest): Promise<Page<unknown>> {
    return this.page(EMERGENCIES, request, `select e.*, ${EMERGENCY_VIEW} as item from picture.emergencies e`);
  }

  warnings(request: ListRequest): Promise<Page<unknown>> {
    return this.page(WARNINGS, request, `select w.*, ${WARNING_VIEW} as item from picture.warnings w`);
  }

  messages(request: ListRequest): Promise<Page<unknown>> {
    return this.page(MESSAGES, request, `select m.*, ${MESSAGE_VIEW} as item from picture.messages m`);
  }

  incidents(request: ListRequest): Promise<Page<unknown>> {
    const sql = `select i.*, ${INCIDENT_VIEW} as item from picture.incidents i where i.reported_at is not null`;
    return this.page(INCIDENTS, request, sql);
  }

  missions(request: ListRequest): Promise<Page<unknown>> {
    const sql = `select m.*, ${MISSION_VIEW} as item from picture.missions m where m.requested_at is not null`;
    return this.page(MISSIONS, request, sql);
  }

  orders(request: ListRequest): Promise<Page<unknown>> {
    const sql = `select o.*, ${ORDER_VIEW} as item from picture.orders o where o.proposed_at is not null`;
    return this.page(ORDERS, request, sql);
  }

  /** Every fact of it, the newest first unless another order is asked for. */
  async timeline(id: string, request: ListRequest): Promise<Page<unknown> | undefined> {
    const [found] = await this.database.query('select 1 from picture.emergencies where id = $1', [id]);
    return found && this.page(TIMELINE, request, TIMELINE_LIST, [id]);
  }

  /** What was counted, with what each count means. */
  async figures(id: string): Promise<object | undefined> {
    const [found] = await this.database.query<{ item: object }>(FIGURES_DETAIL, [id]);
    return found && { ...found.item, notes: FIGURE_NOTES };
  }

  /** With the newest lines of its timeline, oldest fact first. */
  async emergency(id: string): Promise<object | undefined> {
    const [found] = await this.database.query<{ item: object }>(
      `select ${EMERGENCY_VIEW} as item from picture.emergencies e where e.id = $1`,
      [id],
    );
    if (found === undefined) return undefined;

    const timeline = await this.database.query<{ item: object }>(TIMELINE_OF, [id]);
    return { ...found.item, timeline: timeline.map(({ item }) => item) };
  }

  async warning(id: string): Promise<object | undefined> {
    const [found] = await this.database.query<{ item: object }>(
      `select ${WARNING_DETAIL} as item from picture.warnings w where w.id = $1`,
      [id],
    );
    return found?.item;
  }

  private async page(
    definition: ListDefinition,
    request: ListRequest,
    base: string,
    values: unknown[] = [],
  ): Promise<Page<unknown>> {
    const { sql, parameters } = listSql(definition, request, { sql: base, parameters: values });
    const rows = await this.database.query<{ item: unknown; cursor_value: string; cursor_key: string }>(
      sql,
      parameters,
    );
    return pageOf(request, rows, ({ item }) => item);
  }
}
