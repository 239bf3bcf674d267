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
import { whatIsNeeded } from '../domain/deciding';
import { refuse } from '../domain/refusals';
import { maySeeRestricted } from '../domain/who-sees';

export const MESSAGES: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { receivedAt: { column: 'received_at', type: 'timestamptz' } },
  defaultSort: '-receivedAt',
  filter: {
    verdict: {
      column: 'verdict',
      type: 'text',
      oneOf: ['accepted', 'accepted-with-warnings', 'held', 'rejected', 'partly-accepted', 'index'],
    },
    outcome: {
      column: 'outcome',
      type: 'text',
      oneOf: ['warning', 'ending', 'container', 'kept', 'held', 'rejected', 'conflict', 'duplicate'],
    },
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    sender: { column: 'sender', type: 'text' },
    identifier: { column: 'identifier', type: 'text' },
    containerId: { column: 'parent_id', type: 'uuid' },
    receivedSince: { column: 'received_at', type: 'timestamptz', compare: '>=' },
  },
};

/** A message as received. Verdict and what follows are null until it is judged. */
export interface MessageItem {
  id: string;
  /** The feed or envelope that it came in. */
  containerId: string | null;
  receivedAt: string;
  receivedBy: string;
  deliveries: number;
  contentType: string;
  verdict: string | null;
  outcome: string | null;
  mode: string | null;
  sender: string | null;
  identifier: string | null;
  status: string | null;
  msgType: string | null;
  sentAt: string | null;
  headline: string | null;
  warningId: string | null;
  /** What a person has decided, where one had to. */
  decision: MessageDecision | null;
}

export interface MessageDecision {
  decision: 'released' | 'rejected';
  at: string;
  by: string;
  byName: string;
  reason: string;
}

export interface MessageDetail extends MessageItem {
  judgedAt: string | null;
  findings: object[];
  /** What a person has to supply or confirm before it is released; empty where the decision alone is enough. */
  needs: string[];
  /** What the person supplied who released it. */
  supplied: object | null;
}

interface Row {
  id: string;
  parent_id: string | null;
  received_at: Date;
  received_by: string;
  deliveries: number;
  content_type: string;
  verdict: string | null;
  outcome: string | null;
  mode: string | null;
  sender: string | null;
  identifier: string | null;
  status: string | null;
  msg_type: string | null;
  sent_at: Date | null;
  headline: string | null;
  warning_id: string | null;
  decision: 'released' | 'rejected' | null;
  decided_at: Date;
  decided_by: string;
  decided_by_name: string;
  decision_reason: string;
}

interface DetailRow extends Row {
  judged_at: Date | null;
  findings: { code: string; severity: string }[] | null;
  supplied: object | null;
}

const COLUMNS = `id, parent_id, received_at, received_by, deliveries, content_type, verdict, outcome, mode, sender, identifier,
  status, msg_type, sent_at, headline, warning_id, decision, decided_at, decided_by, decided_by_name, decision_reason`;
const VISIBLE = 'from alerting.cap_messages where ($1 or received_by = $2)';

/** Messages as received, with their verdicts. A feed sees its own. */
@Injectable()
export class MessageListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest, by: Account): Promise<Page<MessageItem>> {
    const { sql, parameters } = listSql(MESSAGES, request, {
      sql: `select ${COLUMNS} ${VISIBLE}`,
      parameters: visibleTo(by),
    });
    return this.unitOfWork.run(async (tx) =>
      pageOf(request, await tx.query<Row & CursorColumns>(sql, parameters), (row: Row) => itemOf(row)),
    );
  }

  /** Refuses `message.not-found`. */
  one(id: string, by: Account): Promise<MessageDetail> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<DetailRow>(
        `select ${COLUMNS}, judged_at, findings, supplied ${VISIBLE} and id = $3`,
        [...visibleTo(by), id],
      );
      if (!row) return refuse('message.not-found');
      const { judged_at: judgedAt, findings, supplied, outcome } = row;
      return {
        ...itemOf(row),
        judgedAt: judgedAt?.toISOString() ?? null,
        findings: findings ?? [],
        needs: outcome === 'held' ? whatIsNeeded(findings ?? []) : [],
        supplied,
      };
    });
  }

  /** The bytes as received; those of the container for an alert inside one. Refuses `message.not-found`. */
  raw(id: string, by: Account): Promise<{ bytes: Buffer; contentType: string }> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<{ bytes: Buffer; content_type: string }>(
        `select coalesce(bytes, (select container.bytes from alerting.cap_messages container
           where container.id = cap_messages.parent_id)) as bytes, content_type ${VISIBLE} and id = $3`,
        [...visibleTo(by), id],
      );
      return row ? { bytes: row.bytes, contentType: row.content_type } : refuse('message.not-found');
    });
  }
}

function visibleTo(by: Account): [boolean, string] {
  return [maySeeRestricted(by.roles), by.id];
}

function itemOf(row: Row): MessageItem {
  return {
    id: row.id,
    containerId: row.parent_id,
    receivedAt: row.received_at.toISOString(),
    receivedBy: row.received_by,
    deliveries: row.deliveries,
    contentType: row.content_type,
    verdict: row.verdict,
    outcome: row.outcome,
    mode: row.mode,
    sender: row.sender,
    identifier: row.identifier,
    status: row.status,
    msgType: row.msg_type,
    sentAt: row.sent_at?.toISOString() ?? null,
    headline: row.headline,
    warningId: row.warning_id,
    decision: row.decision && {
      decision: row.decision,
      at: row.decided_at.toISOString(),
      by: row.decided_by,
      byName: row.decided_by_name,
      reason: row.decision_reason,
    },
  };
}
