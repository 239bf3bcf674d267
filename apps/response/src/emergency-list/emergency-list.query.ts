import { Injectable } from '@nestjs/common';
import { listSql, pageOf, type ListDefinition, type ListRequest, type Page } from '@libs/http';
import { MODES, type LocalText, type Mode } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { refuse } from '../domain/refusals';

export const EMERGENCIES: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { openedAt: { column: 'opened_at', type: 'timestamptz' } },
  defaultSort: '-openedAt',
  filter: {
    mode: { column: 'mode', type: 'text', oneOf: MODES },
    state: { column: 'state', type: 'text', oneOf: ['open', 'closed', 'cancelled'] },
    hazard: { column: 'hazard', type: 'text' },
  },
};

export interface EmergencyItem {
  id: string;
  mode: Mode;
  hazard: string;
  title: LocalText;
  divisionCodes: string[];
  state: 'open' | 'closed' | 'cancelled';
  /** The rule with its version, or the words of a person. */
  reason: string;
  /** The rule that opened it is a draft without confirmed source. */
  draftRule: boolean;
  openedAt: string;
  closedAt: string | null;
  cancelledAt: string | null;
}

export interface EmergencyDetail extends EmergencyItem {
  /** Goes up with every change; also the ETag. */
  version: number;
  warnings: { id: string; headline: string; inForce: boolean; how: string; reason: string; attachedAt: string }[];
  /** Newest first. */
  closingProposals: {
    id: string;
    state: string;
    proposedBy: string;
    proposedAt: string;
    reason: string;
    contentHash: string;
    decidedBy: string | null;
    decisionReason: string | null;
  }[];
}

const COLUMNS = `id, mode, hazard, title, division_codes, state, reason, draft_rule, opened_at, closed_at, cancelled_at`;

/** Emergencies as response itself knows them; the whole picture is picture's. */
@Injectable()
export class EmergencyListQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(request: ListRequest): Promise<Page<EmergencyItem>> {
    const { sql, parameters } = listSql(EMERGENCIES, request, { sql: `select ${COLUMNS} from response.emergencies` });
    return this.unitOfWork.run(async (tx) => pageOf(request, await tx.query(sql, parameters), itemOf));
  }

  /** Refuses `emergency.not-found`. */
  one(id: string): Promise<EmergencyDetail> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<Row & { version: number }>(
        `select ${COLUMNS}, version from response.emergencies where id = $1`,
        [id],
      );
      if (!row) return refuse('emergency.not-found');
      const warnings = await tx.query<EmergencyDetail['warnings'][number]>(
        `select w.id, w.headline, w.in_force as "inForce", a.how, a.reason, a.attached_at as "attachedAt"
         from response.attachments a join response.warnings w on w.id = a.warning_id
         where a.emergency_id = $1 and a.detached_at is null order by a.attached_at, w.id`,
        [id],
      );
      const closingProposals = await tx.query<EmergencyDetail['closingProposals'][number]>(
        `select id, state, proposed_by_name as "proposedBy", proposed_at as "proposedAt", reason, content_hash as "contentHash",
           decided_by_name as "decidedBy", decision_reason as "decisionReason"
         from response.closing_proposals where emergency_id = $1 order by proposed_at desc`,
        [id],
      );
      return { ...itemOf(row), version: row.version, warnings, closingProposals };
    });
  }
}

interface Row {
  id: string;
  mode: Mode;
  hazard: string;
  title: LocalText;
  division_codes: string[];
  state: 'open' | 'closed' | 'cancelled';
  reason: string;
  draft_rule: boolean;
  opened_at: Date;
  closed_at: Date | null;
  cancelled_at: Date | null;
}

const itemOf = (row: Row): EmergencyItem => ({
  id: row.id,
  mode: row.mode,
  hazard: row.hazard,
  title: row.title,
  divisionCodes: row.division_codes,
  state: row.state,
  reason: row.reason,
  draftRule: row.draft_rule,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  cancelledAt: row.cancelled_at?.toISOString() ?? null,
});
