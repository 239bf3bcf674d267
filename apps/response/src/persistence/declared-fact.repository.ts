import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';

export interface DeclaredFact {
  id: string;
  emergencyId: string;
  metric: string;
  unit: string;
  value: number;
  divisionCode: string;
  happenedAt: Date | null;
  document: string | null;
  declaredAt: Date;
  declaredBy: string;
  declaredByName: string;
}

@Injectable()
export class DeclaredFactRepository {
  async insert(tx: Transaction, fact: DeclaredFact): Promise<void> {
    await tx.query(
      `insert into response.declared_facts (id, emergency_id, metric, unit, value, division_code, happened_at, document,
         declared_at, declared_by, declared_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        fact.id,
        fact.emergencyId,
        fact.metric,
        fact.unit,
        fact.value,
        fact.divisionCode,
        fact.happenedAt,
        fact.document,
        fact.declaredAt,
        fact.declaredBy,
        fact.declaredByName,
      ],
    );
  }

  /** By which event the fact is known to others. */
  async noteEvent(tx: Transaction, id: string, eventId: string): Promise<void> {
    await tx.query('update response.declared_facts set event_id = $2 where id = $1', [id, eventId]);
  }
}
