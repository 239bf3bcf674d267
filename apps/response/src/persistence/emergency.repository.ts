import { Injectable } from '@nestjs/common';
import type { LocalText, Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { EmergencyState } from '../domain/attaching';
import { refuse } from '../domain/refusals';

export interface Emergency {
  id: string;
  mode: Mode;
  hazard: string;
  title: LocalText;
  divisionCodes: string[];
  state: EmergencyState;
  /** The rule with its version, or the words of a person. */
  reason: string;
  draftRule: boolean;
  openedAt: Date;
  closedAt: Date | null;
  cancelledAt: Date | null;
  version: number;
}

const COLUMNS = `id, mode, hazard, title, division_codes as "divisionCodes", state, reason, draft_rule as "draftRule",
  opened_at as "openedAt", closed_at as "closedAt",
  cancelled_at as "cancelledAt", version`;

@Injectable()
export class EmergencyRepository {
  /** The open emergencies of a mode and hazard, held until the transaction ends. */
  lockOpen(tx: Transaction, mode: Mode, hazard: string): Promise<Emergency[]> {
    return tx.query<Emergency>(
      {
        name: 'response-emergency-lock-open',
        text: `select ${COLUMNS} from response.emergencies where mode = $1 and hazard = $2 and state = 'open'
          order by opened_at, id for update`,
      },
      [mode, hazard],
    );
  }

  /**
   * The right to open an emergency of a mode and hazard, until the transaction ends: two warnings that arrive together
   * open one, not two. Look again at what is open once you have it.
   */
  async claimOpening(tx: Transaction, mode: Mode, hazard: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`emergency:${mode}:${hazard}`]);
  }

  /** Refuses `emergency.not-found`. */
  async lock(tx: Transaction, id: string): Promise<Emergency> {
    return (await this.lockKnown(tx, id)) ?? refuse('emergency.not-found');
  }

  /** Undefined when it is not known here, or not yet. */
  async lockKnown(tx: Transaction, id: string): Promise<Emergency | undefined> {
    const [found] = await tx.query<Emergency>(
      {
        name: 'response-emergency-lock',
        text: `select ${COLUMNS} from response.emergencies where id = $1 for update`,
      },
      [id],
    );
    return found;
  }

  /** Refuses `emergency.not-found`. */
  async find(tx: Transaction, id: string): Promise<Emergency> {
    const [found] = await tx.query<Emergency>(`select ${COLUMNS} from response.emergencies where id = $1`, [id]);
    return found ?? refuse('emergency.not-found');
  }

  async insert(tx: Transaction, emergency: Emergency): Promise<void> {
    await tx.query(
      `insert into response.emergencies (id, mode, hazard, title, division_codes, state, reason, draft_rule, opened_at)
       values ($1, $2, $3, $4, $5, 'open', $6, $7, $8)`,
      [
        emergency.id,
        emergency.mode,
        emergency.hazard,
        emergency.title,
        emergency.divisionCodes,
        emergency.reason,
        emergency.draftRule,
        emergency.openedAt,
      ],
    );
  }

  async widen(tx: Transaction, id: string, divisionCodes: string[]): Promise<void> {
    await tx.query(
      {
        name: 'response-emergency-widen',
        text: 'update response.emergencies set division_codes = $2, version = version + 1 where id = $1',
      },
      [id, divisionCodes],
    );
  }

  async close(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query(
      `update response.emergencies set state = 'closed', closed_at = $2, version = version + 1 where id = $1`,
      [id, at],
    );
  }

  async cancel(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query(
      `update response.emergencies set state = 'cancelled', cancelled_at = $2, version = version + 1 where id = $1`,
      [id, at],
    );
  }
}
