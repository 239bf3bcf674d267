import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES } from '@libs/kernel';
import { Database } from '@libs/persistence';
import { EMERGENCY_VIEW, MESSAGE_VIEW, TIMELINE_OF, WARNING_DETAIL, WARNING_VIEW } from './board.query';

const mode = { column: 'mode', type: 'text', oneOf: MODES } as const;
const key = { column: 'id', type: 'uuid' } as const;

export const EMERGENCIES: ListDefinition = {
  key,
  sort: { openedAt: { column: 'opened_at', type: 'timestamptz' } },
  defaultSort: '-openedAt',
  filter: {
    mode,
    state: { column: 'state', type: 'text', oneOf: ['open', 'closing-proposed', 'closed'] },
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

  /** With its timeline, oldest fact first. */
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

  private async page(definition: ListDefinition, request: ListRequest, base: string): Promise<Page<unknown>> {
    const { sql, parameters } = listSql(definition, request, { sql: base });
    const rows = await this.database.query<{ item: unknown; cursor_value: string; cursor_key: string }>(
      sql,
      parameters,
    );
    return pageOf(request, rows, ({ item }) => item);
  }
}
