import { Injectable } from '@nestjs/common';
import {
  listSql,
  pageOf,
  type Account,
  type CursorColumns,
  type ListDefinition,
  type ListRequest,
  type Page,
} from '@libs/http';
import { MODES } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { maySeeRestricted } from '../domain/who-sees';
import { refuse } from '../domain/refusals';

export const WARNINGS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: {
    receivedAt: { column: 'received_at', type: 'timestamptz' },
    sentAt: { column: 'sent_at', type: 'timestamptz' },
    stateAt: { column: 'state_at', type: 'timestamptz' },
  },
  defaultSort: '-receivedAt',
  filter: {
    state: { column: 'state', type: 'text', oneOf: ['in-force', 'superseded', 'cancelled', 'expired'] },
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    severity: { column: 'severity', type: 'text', oneOf: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] },
    colour: { column: 'colour', type: 'text', oneOf: ['red', 'orange', 'yellow', 'blue'] },
    sender: { column: 'sender', type: 'text' },
    chainId: { column: 'chain_id', type: 'uuid' },
    receivedSince: { column: 'received_at', type: 'timestamptz', compare: '>=' },
    sentSince: { column: 'sent_at', type: 'timestamptz', compare: '>=' },
  },
};

/** A warning in a list; times are instants in UTC. */
export interface WarningItem {
  id: string;
  chainId: string;
  mode: string;
  state: string;
  stateAt: string;
  sender: string;
  identifier: string;
  sentAt: string;
  receivedAt: string;
  msgType: string;
  scope: string;
  severity: string;
  colour: string | null;
  expiresAt: string | null;
  event: string;
  headline: string | null;
  areaDescription: string;
}

/** One warning with everything that it says, and its exact area. */
export interface WarningDetail extends WarningItem {
  messageId: string;
  endedBy: string | null;
  content: object;
  area: object;
  geometry: object;
}

interface Row {
  id: string;
  chain_id: string;
  mode: string;
  state: string;
  state_at: Date;
  sender: string;
  identifier: string;
  sent_at: Date;
  received_at: Date;
  msg_type: string;
  scope: string;
  severity: string;
  colour: string | null;
  expires_at: Date | null;
  event: string;
  headline: string | null;
  area_description: string;
}

interface DetailRow extends Row {
  message_id: string;
  ended_by: string | null;
  content: object;
  area: object;
  geometry: object;
}

const COLUMNS = `id, chain_id, mode, state, state_at, sender, identifier, sent_at, received_at, msg_type, scope, severity,
  colour, expires_at, content->>'event' as event, content->>'headline' as headline,
  area->>'description' as area_description`;
const ARRIVED = "from alerting.warnings where state <> 'awaited' and (scope = 'Public' or $1)";

/** Warnings as they stand. Those that are not public are shown only to whoever leads. */
@Injectable()
export class WarningListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest, by: Account): Promise<Page<WarningItem>> {
    const { sql, parameters } = listSql(WARNINGS, request, {
      sql: `select ${COLUMNS} ${ARRIVED}`,
      parameters: [maySeeRestricted(by.roles)],
    });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query<Row & CursorColumns>(sql, parameters), (row: Row) => itemOf(row)),
    );
  }

  /** Refuses `warning.not-found`, also for one that the account may not see. */
  one(id: string, by: Account): Promise<WarningDetail> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<DetailRow>(
        `select ${COLUMNS}, message_id, ended_by, content, area, geometry ${ARRIVED} and id = $2`,
        [maySeeRestricted(by.roles), id],
      );
      if (!row) return refuse('warning.not-found');
      const { message_id: messageId, ended_by: endedBy, content, area, geometry } = row;
      return { ...itemOf(row), messageId, endedBy, content, area, geometry };
    });
  }
}

function itemOf(row: Row): WarningItem {
  return {
    id: row.id,
    chainId: row.chain_id,
    mode: row.mode,
    state: row.state,
    stateAt: row.state_at.toISOString(),
    sender: row.sender,
    identifier: row.identifier,
    sentAt: row.sent_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    msgType: row.msg_type,
    scope: row.scope,
    severity: row.severity,
    colour: row.colour,
    expiresAt: row.expires_at?.toISOString() ?? null,
    event: row.event,
    headline: row.headline,
    areaDescription: row.area_description,
  };
}
