import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import type { ClosingProposal } from '../domain/closing';

export interface StoredProposal extends ClosingProposal {
  emergencyId: string;
  proposedByName: string;
  proposedAt: Date;
  reason: string;
}

export interface StoredDecision {
  state: 'approved' | 'declined';
  by: string;
  byName: string;
  at: Date;
  reason: string;
}

const COLUMNS = `id, emergency_id as "emergencyId", state, proposed_by as "proposedBy", proposed_by_name as "proposedByName",
  proposed_at as "proposedAt", reason, content_hash as "contentHash"`;

@Injectable()
export class ClosingRepository {
  async open(tx: Transaction, emergencyId: string): Promise<StoredProposal | undefined> {
    const [found] = await tx.query<StoredProposal>(
      `select ${COLUMNS} from response.closing_proposals where emergency_id = $1 and state = 'open'`,
      [emergencyId],
    );
    return found;
  }

  async find(tx: Transaction, emergencyId: string, id: string): Promise<StoredProposal | undefined> {
    const [found] = await tx.query<StoredProposal>(
      `select ${COLUMNS} from response.closing_proposals where emergency_id = $1 and id = $2 for update`,
      [emergencyId, id],
    );
    return found;
  }

  async insert(tx: Transaction, proposal: StoredProposal): Promise<void> {
    await tx.query(
      `insert into response.closing_proposals (id, emergency_id, state, proposed_by, proposed_by_name, proposed_at, reason, content_hash)
       values ($1, $2, 'open', $3, $4, $5, $6, $7)`,
      [
        proposal.id,
        proposal.emergencyId,
        proposal.proposedBy,
        proposal.proposedByName,
        proposal.proposedAt,
        proposal.reason,
        proposal.contentHash,
      ],
    );
  }

  async decide(tx: Transaction, id: string, decision: StoredDecision): Promise<void> {
    await tx.query(
      `update response.closing_proposals set state = $2, decided_by = $3, decided_by_name = $4, decided_at = $5,
         decision_reason = $6 where id = $1`,
      [id, decision.state, decision.by, decision.byName, decision.at, decision.reason],
    );
  }
}
