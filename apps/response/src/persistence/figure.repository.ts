import { Injectable } from '@nestjs/common';
import type { Transaction } from '@libs/persistence';
import { declarationsCounted, type Declaration, type Reported } from '../domain/figures';
import { COUNTED, type PlanRow, type ResponsePlan } from '../domain/response-plan';
import type { Emergency } from './emergency.repository';

/** A declaration with the event that told of it. */
export interface KnownDeclaration extends Declaration {
  unit: string;
  eventId: string | null;
}

export interface KnownFigures extends Reported {
  declared: readonly KnownDeclaration[];
}

/** Events that one proposal names, over all of its figures; the payload of an event has a limit. */
const MOST_EVENTS = 5_000;

const WARNINGS_IN_FORCE = `from response.attachments a join response.warnings w on w.id = a.warning_id
  where a.emergency_id = $1 and a.detached_at is null and w.in_force and coalesce(w.hazard, $2) = $2`;

/** The figures of an emergency, from single facts. */
@Injectable()
export class FigureRepository {
  async of(tx: Transaction, { id, hazard }: Pick<Emergency, 'id' | 'hazard'>): Promise<KnownFigures> {
    const counted = await tx.query<{ metric: string; value: number }>(
      {
        name: 'response-counted-figures',
        text: `select metric, count(*)::int as value from response.reported_persons
            where emergency_id = $1 and counted group by metric
          union all select 'warnings-in-force', count(*)::int ${WARNINGS_IN_FORCE}`,
      },
      [id, hazard],
    );
    const declared = await tx.query<KnownDeclaration>(
      {
        name: 'response-declared-figures',
        text: `select distinct on (metric, division_code) metric, division_code as "divisionCode", unit, value,
            event_id as "eventId" from response.declared_facts where emergency_id = $1
          order by metric, division_code, declared_at desc, id desc`,
      },
      [id],
    );
    const zero = Object.keys(COUNTED).map((metric) => [metric, 0] as const);
    return { counted: new Map([...zero, ...counted.map(({ metric, value }) => [metric, value] as const)]), declared };
  }

  /** By metric of the row: the events that were counted, the oldest first. */
  async eventsOf(
    tx: Transaction,
    { id, hazard }: Pick<Emergency, 'id' | 'hazard'>,
    plan: ResponsePlan,
    row: PlanRow,
    { declared }: KnownFigures,
  ): Promise<Record<string, string[]>> {
    const events: Record<string, string[]> = {};
    const most = Math.floor(MOST_EVENTS / row.when.length);
    for (const { metric } of row.when) {
      const rule = plan.declared.find((one) => one.metric === metric);
      if (rule) {
        const ids = declarationsCounted(plan, rule, declared).map(({ eventId }) => eventId);
        events[metric] = ids.filter((eventId) => eventId !== null).slice(0, most);
      } else if (metric === 'warnings-in-force') {
        const sql = `select w.event_id as id ${WARNINGS_IN_FORCE} and w.event_id is not null order by 1 limit $3`;
        events[metric] = (await tx.query<{ id: string }>(sql, [id, hazard, most])).map((event) => event.id);
      } else {
        const sql = `select distinct event_id as id from response.reported_persons
          where emergency_id = $1 and metric = $2 and counted order by 1 limit $3`;
        events[metric] = (await tx.query<{ id: string }>(sql, [id, metric, most])).map((event) => event.id);
      }
    }
    return events;
  }

  /** How many events each counted metric is made of. */
  async eventCounts(tx: Transaction, { id, hazard }: Pick<Emergency, 'id' | 'hazard'>): Promise<Map<string, number>> {
    const rows = await tx.query<{ metric: string; events: number }>(
      `select metric, count(distinct event_id)::int as events from response.reported_persons
         where emergency_id = $1 and counted group by metric
       union all select 'warnings-in-force', count(*)::int ${WARNINGS_IN_FORCE}`,
      [id, hazard],
    );
    return new Map(rows.map(({ metric, events }) => [metric, events]));
  }
}
