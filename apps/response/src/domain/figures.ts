import { containsDivision, divisionsOverlap } from '@libs/kernel';
import { COUNTED, liesWithin, type DeclaredMetric, type ResponsePlan } from './response-plan';
import { refuse } from './refusals';

/** Value by metric; a metric that nobody reported is not among them, which is not the same as zero. */
export type Figures = ReadonlyMap<string, number>;

/** What a division declares of a metric, as it was declared last. */
export interface Declaration {
  metric: string;
  divisionCode: string;
  value: number;
}

/** All that is known of an emergency in figures. */
export interface Reported {
  counted: Figures;
  declared: readonly Declaration[];
}

/**
 * Rule RESP-08: of what divisions declare, the figure of a plan is the sum or the highest, as the plan says; a division
 * that lies in another one that has declared is not added to it.
 */
export function declarationsCounted<One extends Declaration>(
  plan: Pick<ResponsePlan, 'jurisdiction'>,
  { metric, across }: Pick<DeclaredMetric, 'metric' | 'across'>,
  declared: readonly One[],
): One[] {
  const own = declared.filter((one) => one.metric === metric && liesWithin(plan, one.divisionCode));
  if (across === 'highest') {
    const highest = Math.max(...own.map(({ value }) => value));
    return own.filter(({ value }) => value === highest).slice(0, 1);
  }
  return own.filter((one, i) =>
    own.every(({ divisionCode }, j) => {
      const isInside = j !== i && containsDivision(divisionCode, one.divisionCode);
      // Of two ways to write the same division the one that stands first is kept.
      return !isInside || (i < j && containsDivision(one.divisionCode, divisionCode));
    }),
  );
}

/** Undefined when nobody has declared. */
export function declaredFigure(
  plan: Pick<ResponsePlan, 'jurisdiction'>,
  rule: Pick<DeclaredMetric, 'metric' | 'across'>,
  declared: readonly Declaration[],
): number | undefined {
  const counted = declarationsCounted(plan, rule, declared);
  return counted.length === 0 ? undefined : counted.reduce((sum, { value }) => sum + value, 0);
}

/** The figures that a plan speaks of. Evacuated and relocated persons are two of them and are never added. */
export function figuresOf(plan: ResponsePlan, { counted, declared }: Reported): Figures {
  const figures = new Map<string, number>();
  for (const metric of new Set(plan.rows.flatMap(({ when }) => when.map((condition) => condition.metric)))) {
    const rule = plan.declared.find((one) => one.metric === metric);
    const value = rule ? declaredFigure(plan, rule, declared) : counted.get(metric);
    if (value !== undefined) figures.set(metric, value);
  }
  return figures;
}

/**
 * Rule RESP-09: a person declares only what a plan in effect speaks of and nothing counts, in the unit of the plan, for
 * a division of the emergency.
 */
export function requireDeclarable(
  fact: { metric: string; unit: string; divisionCode: string },
  emergency: { divisionCodes: readonly string[] },
  plans: readonly ResponsePlan[],
): void {
  const { metric, unit, divisionCode } = fact;
  if (metric in COUNTED) refuse('fact.is-counted', { metric });
  const known = plans.flatMap(({ declared }) => declared);
  const units = known.filter((one) => one.metric === metric).map((one) => one.unit);
  if (units.length === 0)
    refuse('fact.unknown-metric', {
      metric,
      known: [...new Set(known.map((one) => one.metric))].join(', ') || '-',
    });
  if (!units.includes(unit)) refuse('fact.other-unit', { metric, unit, accepted: [...new Set(units)].join(', ') });
  if (!emergency.divisionCodes.some((code) => divisionsOverlap(code, divisionCode)))
    refuse('fact.outside-emergency', { divisionCode, divisions: emergency.divisionCodes.join(', ') });
}

export function requirePast(happenedAt: Date | undefined, now: Date): void {
  if (happenedAt && happenedAt > now) refuse('fact.in-future', { happenedAt: happenedAt.toISOString() });
}
