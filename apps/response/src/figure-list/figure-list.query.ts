import { Injectable } from '@nestjs/common';
import { systemClock, type LocalText } from '@libs/kernel';
import { UnitOfWork } from '@libs/persistence';
import { declarationsCounted, figuresOf, type Figures } from '../domain/figures';
import { COUNTED, type Condition, type Evidence, type Level, type ResponsePlan } from '../domain/response-plan';
import { highestCrossed, nearestAbove } from '../domain/thresholds';
import { EmergencyRepository } from '../persistence/emergency.repository';
import { FigureRepository, type KnownFigures } from '../persistence/figure.repository';
import { ResponsePlanRepository } from '../persistence/response-plan.repository';

export interface FigureItem {
  metric: string;
  unit: string;
  value: number;
  /** Events that were counted. */
  eventCount: number;
}

/** A row of a plan beside the figures; `value` is null where nobody has reported it. */
export interface ComparedRow {
  rule: string;
  level: Level;
  evidence: Evidence;
  draft: boolean;
  figures: (Omit<Condition, 'value'> & { value: number | null; threshold: number })[];
}

export interface PlanFigures {
  plan: string;
  planName: LocalText;
  planVersion: string;
  divisionCode: string;
  draft: boolean;
  /** The highest row that is crossed; null when none is. */
  crossed: ComparedRow | null;
  /** Of the rows above it, the one that the figures have come nearest to, by the figure that is missing most. */
  nearest: (ComparedRow['figures'][number] & Omit<ComparedRow, 'figures'>) | null;
}

export interface EmergencyFigures {
  items: FigureItem[];
  plans: PlanFigures[];
}

/** What is counted and declared in an emergency, and how it stands to every plan that speaks in it. */
@Injectable()
export class FigureListQuery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly emergencies: EmergencyRepository,
    private readonly figures: FigureRepository,
    private readonly plans: ResponsePlanRepository,
  ) {}

  /** Refuses `emergency.not-found`. */
  of(emergencyId: string): Promise<EmergencyFigures> {
    return this.unitOfWork.run(async (tx) => {
      const emergency = await this.emergencies.find(tx, emergencyId);
      const plans = this.plans.speakingIn(emergency, systemClock());
      const known = await this.figures.of(tx, emergency);
      const events = await this.figures.eventCounts(tx, emergency);
      const counted = Object.entries(COUNTED).map(([metric, unit]) => ({
        metric,
        unit,
        value: known.counted.get(metric) ?? 0,
        eventCount: events.get(metric) ?? 0,
      }));
      return {
        items: [...counted, ...declaredItems(plans, known)],
        plans: plans.map((plan) => compared(plan, figuresOf(plan, known))),
      };
    });
  }
}

/** Each declared metric once, as the first plan that speaks of it takes it. */
function declaredItems(plans: readonly ResponsePlan[], known: KnownFigures): FigureItem[] {
  const items = new Map<string, FigureItem>();
  for (const plan of plans)
    for (const rule of plan.declared) {
      const counted = declarationsCounted(plan, rule, known.declared);
      if (counted.length === 0 || items.has(rule.metric)) continue;
      const value = counted.reduce((sum, one) => sum + one.value, 0);
      items.set(rule.metric, { metric: rule.metric, unit: rule.unit, value, eventCount: counted.length });
    }
  return [...items.values()];
}

function compared(plan: ResponsePlan, figures: Figures): PlanFigures {
  const crossed = highestCrossed(plan, figures);
  const nearest = nearestAbove(plan, figures, crossed);
  const shown = ({ value: threshold, ...condition }: Condition) => ({
    ...condition,
    value: figures.get(condition.metric) ?? null,
    threshold,
  });
  const rowOf = ({ id, level, evidence, draft }: ResponsePlan['rows'][number]) => ({
    rule: id,
    level,
    evidence,
    draft: plan.draft || draft,
  });
  return {
    plan: plan.id,
    planName: plan.name,
    planVersion: plan.version,
    divisionCode: plan.jurisdiction,
    draft: plan.draft,
    crossed: crossed ? { ...rowOf(crossed), figures: crossed.when.map(shown) } : null,
    nearest: nearest ? { ...rowOf(nearest.row), ...shown(nearest.condition) } : null,
  };
}
