import { Injectable } from '@nestjs/common';
import type { Mode } from '@libs/kernel';
import type { Transaction } from '@libs/persistence';

/** What response keeps of a warning. */
export interface KnownWarning {
  id: string;
  chainId: string;
  mode: Mode;
  inForce: boolean;
  headline: string;
  divisionCodes: string[];
  arrivedAt: Date;
  /** Family of the rule data; null when they do not know it. */
  hazard: string | null;
  /** Event that told of it. */
  eventId: string | null;
}

export interface Attachment {
  emergencyId: string;
  warningId: string;
  how: 'opened' | 'hazard-and-place' | 'reference' | 'person';
  reason: string;
  attachedAt: Date;
}

@Injectable()
export class WarningRepository {
  async insertAll(tx: Transaction, warnings: readonly KnownWarning[]): Promise<void> {
    await tx.query(
      {
        name: 'response-warnings',
        text: `insert into response.warnings (id, chain_id, mode, in_force, headline, division_codes, arrived_at, hazard, event_id)
          select id, "chainId", mode, "inForce", headline, "divisionCodes", "arrivedAt", hazard, "eventId"
          from jsonb_to_recordset($1::jsonb) as w (id uuid, "chainId" uuid, mode text, "inForce" boolean, headline text,
            "divisionCodes" text[], "arrivedAt" timestamptz, hazard text, "eventId" uuid)`,
      },
      [JSON.stringify(warnings)],
    );
  }

  async find(tx: Transaction, id: string): Promise<KnownWarning | undefined> {
    const [found] = await tx.query<KnownWarning>(
      `select id, chain_id as "chainId", mode, in_force as "inForce", headline, division_codes as "divisionCodes",
         arrived_at as "arrivedAt", hazard, event_id as "eventId" from response.warnings where id = $1 for update`,
      [id],
    );
    return found;
  }

  /** They are in force no more; an exercise ends nothing that is real. */
  async lapse(tx: Transaction, ids: readonly string[], mode: Mode): Promise<void> {
    if (ids.length > 0)
      await tx.query('update response.warnings set in_force = false where id = any($1::uuid[]) and mode = $2', [
        ids,
        mode,
      ]);
  }

  async attachAll(tx: Transaction, attachments: readonly Attachment[]): Promise<void> {
    await tx.query(
      {
        name: 'response-attachments',
        text: `insert into response.attachments (emergency_id, warning_id, how, reason, attached_at)
          select "emergencyId", "warningId", how, reason, "attachedAt" from jsonb_to_recordset($1::jsonb) as a
            ("emergencyId" uuid, "warningId" uuid, how text, reason text, "attachedAt" timestamptz)`,
      },
      [JSON.stringify(attachments)],
    );
  }

  async detach(tx: Transaction, emergencyId: string, warningId: string, at: Date): Promise<void> {
    await tx.query(
      `update response.attachments set detached_at = $3
       where emergency_id = $1 and warning_id = $2 and detached_at is null`,
      [emergencyId, warningId, at],
    );
  }

  /** The open emergency of this mode to which any of these warnings belongs. */
  async emergencyOf(tx: Transaction, warningIds: readonly string[], mode: Mode): Promise<string | undefined> {
    if (warningIds.length === 0) return undefined;
    const [found] = await tx.query<{ id: string }>(
      `select e.id from response.attachments a join response.emergencies e on e.id = a.emergency_id
       where a.warning_id = any($1::uuid[]) and a.detached_at is null and e.state = 'open' and e.mode = $2
       order by e.opened_at limit 1`,
      [warningIds, mode],
    );
    return found?.id;
  }

  /** The emergency to which the warning belongs now, open or closed. */
  async currentEmergency(tx: Transaction, warningId: string): Promise<string | undefined> {
    const [found] = await tx.query<{ id: string }>(
      'select emergency_id as id from response.attachments where warning_id = $1 and detached_at is null',
      [warningId],
    );
    return found?.id;
  }

  /** Ids of the warnings of an emergency, and how many of them are in force. */
  async attached(tx: Transaction, emergencyId: string): Promise<{ ids: string[]; inForce: number }> {
    const rows = await tx.query<{ id: string; in_force: boolean }>(
      `select w.id, w.in_force from response.attachments a join response.warnings w on w.id = a.warning_id
       where a.emergency_id = $1 and a.detached_at is null order by w.id`,
      [emergencyId],
    );
    return { ids: rows.map(({ id }) => id), inForce: rows.filter((row) => row.in_force).length };
  }
}
