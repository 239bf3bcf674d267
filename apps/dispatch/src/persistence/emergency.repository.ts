import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';
import type { EmergencyState } from '../domain/emergency';
import { refuse } from '../domain/refusals';

/** What dispatch keeps of an emergency. */
export interface KnownEmergency {
  id: string;
  mode: Mode;
  state: EmergencyState;
}

/** Locks are taken in one order everywhere: emergency, incident, mission. */
@Injectable()
export class EmergencyRepository {
  /** It does not end before the transaction does; others may work in it meanwhile. Refuses `emergency.not-found`. */
  async hold(tx: Transaction, id: string): Promise<KnownEmergency> {
    const [found] = await tx.query<KnownEmergency>(
      { name: 'dispatch-emergency', text: 'select id, mode, state from dispatch.emergencies where id = $1 for share' },
      [id],
    );
    return found ?? refuse('emergency.not-found');
  }

  async insert(tx: Transaction, { id, mode, state }: KnownEmergency): Promise<void> {
    await tx.query('insert into dispatch.emergencies (id, mode, state) values ($1, $2, $3)', [id, mode, state]);
  }

  /** Waits for what is under way in it. @returns false when it is not known here. */
  async end(tx: Transaction, id: string, state: 'closed' | 'cancelled'): Promise<boolean> {
    const ended = await tx.query('update dispatch.emergencies set state = $2 where id = $1 returning 1', [id, state]);
    return ended.length > 0;
  }
}
