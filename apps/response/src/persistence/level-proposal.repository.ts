import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LocalText } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { proposalText, type DecidedProposal, type ProposalContent } from '../domain/deciding';
import type { PastProposal } from '../domain/proposing';
import type { Evidence } from '../domain/response-plan';

export interface StoredLevelProposal extends ProposalContent, DecidedProposal {
  id: string;
  planName: LocalText;
  /** By metric. */
  eventIds: Record<string, string[]>;
  evidence: Evidence;
  supersedes: string | null;
  proposedAt: Date;
}

/** A person's word on a proposal. */
export interface Word {
  by: string;
  byName: string;
  at: Date;
  reason: string;
}

const COLUMNS = `id, emergency_id as "emergencyId", plan, plan_name as "planName", plan_version as "planVersion", rule,
  level, division_code as "divisionCode", figures, event_ids as "eventIds", evidence, draft, supersedes, state,
  proposed_at as "proposedAt", content_hash as "contentHash", endorsed_by as "endorsedBy"`;

/** SHA-256 of what is proposed, hex. */
export const hashOf = (content: ProposalContent): string =>
  createHash('sha256').update(proposalText(content)).digest('hex');

@Injectable()
export class LevelProposalRepository {
  /** What the plans have proposed in an emergency before, the oldest first. */
  async past(tx: Transaction, emergencyId: string): Promise<(PastProposal & { plan: string })[]> {
    return tx.query(
      {
        name: 'response-past-proposals',
        text: `select id, plan, level, state, figures from response.level_proposals where emergency_id = $1
          order by proposed_at, id`,
      },
      [emergencyId],
    );
  }

  async find(tx: Transaction, emergencyId: string, id: string): Promise<StoredLevelProposal | undefined> {
    const [found] = await tx.query<StoredLevelProposal>(
      `select ${COLUMNS} from response.level_proposals where emergency_id = $1 and id = $2 for update`,
      [emergencyId, id],
    );
    return found;
  }

  async insert(tx: Transaction, proposal: StoredLevelProposal): Promise<void> {
    await tx.query(
      `insert into response.level_proposals (id, emergency_id, plan, plan_name, plan_version, rule, level, division_code,
         figures, event_ids, evidence, draft, supersedes, state, proposed_at, content_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        proposal.id,
        proposal.emergencyId,
        proposal.plan,
        proposal.planName,
        proposal.planVersion,
        proposal.rule,
        proposal.level,
        proposal.divisionCode,
        JSON.stringify(proposal.figures),
        JSON.stringify(proposal.eventIds),
        proposal.evidence,
        proposal.draft,
        proposal.supersedes,
        proposal.state,
        proposal.proposedAt,
        proposal.contentHash,
      ],
    );
  }

  async supersede(tx: Transaction, id: string): Promise<void> {
    await tx.query(`update response.level_proposals set state = 'superseded' where id = $1`, [id]);
  }

  /** Nobody decides on what is over. */
  async supersedePending(tx: Transaction, emergencyId: string): Promise<void> {
    await tx.query(
      `update response.level_proposals set state = 'superseded'
       where emergency_id = $1 and state in ('open', 'endorsed')`,
      [emergencyId],
    );
  }

  async endorse(tx: Transaction, id: string, { by, byName, at, reason }: Word): Promise<void> {
    await tx.query(
      `update response.level_proposals set state = 'endorsed', endorsed_by = $2, endorsed_by_name = $3,
         endorsed_at = $4, endorsement_reason = $5 where id = $1`,
      [id, by, byName, at, reason],
    );
  }

  async decide(tx: Transaction, id: string, state: 'approved' | 'declined', word: Word): Promise<void> {
    await tx.query(
      `update response.level_proposals set state = $2, decided_by = $3, decided_by_name = $4, decided_at = $5,
         decision_reason = $6 where id = $1`,
      [id, state, word.by, word.byName, word.at, word.reason],
    );
  }
}
