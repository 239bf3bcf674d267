import { Injectable } from '@nestjs/common';
import type { LocalText } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { Level } from '../domain/response-plan';

/** A level of a plan that holds, or held. */
export interface Activation {
  id: string;
  emergencyId: string;
  plan: string;
  planName: LocalText;
  divisionCode: string;
  level: Level;
  draft: boolean;
  state: 'active' | 'ended';
  proposalId: string;
  activatedAt: Date;
  activatedBy: string;
  activatedByName: string;
  /** Role by which it was activated. */
  authority: string;
}

const COLUMNS = `id, emergency_id as "emergencyId", plan, plan_name as "planName", division_code as "divisionCode", level,
  draft, state, proposal_id as "proposalId", activated_at as "activatedAt", activated_by as "activatedBy",
  activated_by_name as "activatedByName", authority`;

/** The callers have locked the emergency. */
@Injectable()
export class ActivationRepository {
  async active(tx: Transaction, emergencyId: string): Promise<Activation[]> {
    return tx.query<Activation>(
      {
        name: 'response-active-levels',
        text: `select ${COLUMNS} from response.activations where emergency_id = $1 and state = 'active'
          order by activated_at, id`,
      },
      [emergencyId],
    );
  }

  async find(tx: Transaction, emergencyId: string, id: string): Promise<Activation | undefined> {
    const [found] = await tx.query<Activation>(
      `select ${COLUMNS} from response.activations where emergency_id = $1 and id = $2`,
      [emergencyId, id],
    );
    return found;
  }

  async insert(tx: Transaction, activation: Activation): Promise<void> {
    await tx.query(
      `insert into response.activations (id, emergency_id, plan, plan_name, division_code, level, draft, state,
         proposal_id, activated_at, activated_by, activated_by_name, authority, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $10)`,
      [
        activation.id,
        activation.emergencyId,
        activation.plan,
        activation.planName,
        activation.divisionCode,
        activation.level,
        activation.draft,
        activation.state,
        activation.proposalId,
        activation.activatedAt,
        activation.activatedBy,
        activation.activatedByName,
        activation.authority,
      ],
    );
  }

  /** Once a draft has had a say in it, it is a draft. */
  async change(tx: Transaction, id: string, level: Level, at: Date, draft: boolean): Promise<void> {
    await tx.query('update response.activations set level = $2, changed_at = $3, draft = draft or $4 where id = $1', [
      id,
      level,
      at,
      draft,
    ]);
  }

  async end(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query(`update response.activations set state = 'ended', ended_at = $2, changed_at = $2 where id = $1`, [
      id,
      at,
    ]);
  }
}
