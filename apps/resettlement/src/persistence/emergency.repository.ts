import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import { requireUnderWay, type EmergencyState } from '../domain/emergency';
import { refuse } from '../domain/refusals';

/** What resettlement keeps of an emergency. */
export interface KnownEmergency {
  id: string;
  mode: Mode;
  divisionCodes: string[];
  state: EmergencyState;
}

/**
 * Locks are taken in one order everywhere: emergency, register and its households, order, shelter, placement. Several of
 * a kind are taken at once and by id, before anything of theirs is written.
 */
@Injectable()
export class EmergencyRepository {
  /** It does not end before the transaction does. Refuses `emergency.not-found`, `emergency.closed`. */
  async hold(tx: Transaction, id: string): Promise<KnownEmergency> {
    const [found] = await tx.query<KnownEmergency>(
      `select id, mode, division_codes as "divisionCodes", state from resettlement.emergencies where id = $1 for share`,
      [id],
    );
    if (!found) return refuse('emergency.not-found');
    requireUnderWay(found);
    return found;
  }

  async insert(tx: Transaction, { id, mode, divisionCodes, state }: KnownEmergency): Promise<void> {
    await tx.query('insert into resettlement.emergencies (id, mode, division_codes, state) values ($1, $2, $3, $4)', [
      id,
      mode,
      divisionCodes,
      state,
    ]);
  }

  /** Waits for what is under way in it. @returns false when it is not known here. */
  async end(tx: Transaction, id: string, state: 'closed' | 'cancelled'): Promise<boolean> {
    const text = 'update resettlement.emergencies set state = $2 where id = $1 returning 1';
    return (await tx.query(text, [id, state])).length > 0;
  }
}
