import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';

/** Persons as one report told of them. */
export interface PersonReport {
  emergencyId: string;
  metric: 'evacuated-persons' | 'relocated-persons';
  /** Movement or placement. */
  sourceId: string;
  /** Evacuation order. */
  orderId?: string;
  eventId: string;
  personIds: readonly string[];
}

/**
 * Rule RESP-18: a person counts once in a metric of an emergency, however many reports tell of them; when the report
 * that counts is taken back, another one that still stands takes its place.
 *
 * The callers have locked the emergency.
 */
@Injectable()
export class ReportedPersonRepository {
  /** What the source tells now, instead of what it told before. @returns whether other persons count than before. */
  async replace(tx: Transaction, report: PersonReport): Promise<boolean> {
    const { emergencyId, metric, sourceId, orderId = null, eventId } = report;
    const before = await this.remove(tx, 'source_id', sourceId);
    const isVoid = orderId !== null && (await this.isCancelled(tx, orderId));
    const personIds = isVoid ? [] : [...new Set(report.personIds)];
    const counted =
      personIds.length === 0
        ? []
        : await tx.query<{ counted: boolean }>(
            {
              name: 'response-report-persons',
              text: `insert into response.reported_persons
                  (emergency_id, metric, person_id, source_id, order_id, event_id, counted)
                select $1, $2, p.id, $3, $4, $5, not exists (
                  select 1 from response.reported_persons r
                  where r.emergency_id = $1 and r.metric = $2 and r.person_id = p.id and r.counted)
                from unnest($6::uuid[]) as p (id)
                returning counted`,
            },
            [emergencyId, metric, sourceId, orderId, eventId, personIds],
          );
    await this.promote(tx, emergencyId, metric, before);
    return before.length > 0 || counted.some((row) => row.counted);
  }

  /** Nobody counts under the order any more, whatever still arrives of it. @returns whether anybody did. */
  async cancelOrder(tx: Transaction, emergencyId: string, orderId: string): Promise<boolean> {
    await tx.query('insert into response.cancelled_orders (order_id) values ($1) on conflict do nothing', [orderId]);
    const before = await this.remove(tx, 'order_id', orderId);
    await this.promote(tx, emergencyId, 'evacuated-persons', before);
    return before.length > 0;
  }

  /** @returns the persons that counted by what was removed. */
  private async remove(tx: Transaction, by: 'source_id' | 'order_id', id: string): Promise<string[]> {
    const rows = await tx.query<{ id: string; counted: boolean }>(
      {
        name: `response-unreport-${by}`,
        text: `delete from response.reported_persons where ${by} = $1 returning person_id as id, counted`,
      },
      [id],
    );
    return rows.filter(({ counted }) => counted).map((row) => row.id);
  }

  private async promote(
    tx: Transaction,
    emergencyId: string,
    metric: PersonReport['metric'],
    personIds: readonly string[],
  ): Promise<void> {
    if (personIds.length === 0) return;
    await tx.query(
      `update response.reported_persons r set counted = true
       from (
         select distinct on (s.person_id) s.person_id, s.source_id from response.reported_persons s
         where s.emergency_id = $1 and s.metric = $2 and s.person_id = any($3::uuid[]) and not s.counted
           and not exists (
             select 1 from response.reported_persons c
             where c.emergency_id = $1 and c.metric = $2 and c.person_id = s.person_id and c.counted)
         order by s.person_id, s.event_id
       ) next
       where r.source_id = next.source_id and r.person_id = next.person_id`,
      [emergencyId, metric, personIds],
    );
  }

  private async isCancelled(tx: Transaction, orderId: string): Promise<boolean> {
    const found = await tx.query(
      {
        name: 'response-order-cancelled',
        text: 'select 1 from response.cancelled_orders where order_id = $1',
      },
      [orderId],
    );
    return found.length > 0;
  }
}
