import { containsDivision, divisionsOverlap, type LocalText } from '@libs/kernel';

/** Response levels, the highest first. */
export const LEVELS = ['I', 'II', 'III', 'IV'] as const;
export type Level = (typeof LEVELS)[number];

export const isHigher = (a: Level, than: Level): boolean => LEVELS.indexOf(a) < LEVELS.indexOf(than);

/** How sure a rule is: V read in its source, S in a secondary one, GK general knowledge or invented. */
export type Evidence = 'V' | 'S' | 'GK';

/** One figure compared with one number. */
export interface Condition {
  metric: string;
  unit: string;
  op: '>=' | '<';
  value: number;
  /** The figure must also be below this number. */
  below?: number | undefined;
}

/** One line of a plan's table: when all of its conditions hold, its level is proposed. */
export interface PlanRow {
  id: string;
  level: Level;
  evidence: Evidence;
  draft: boolean;
  /** What the figures are counted over, in the words of the plan. */
  scope: 'jurisdiction' | 'province';
  when: Condition[];
}

/** A figure that persons declare because no counter counts it. */
export interface DeclaredMetric {
  metric: string;
  unit: string;
  name: LocalText;
  /** What the figure of the plan is when several divisions declare. */
  across: 'sum' | 'highest';
}

/** Who decides on a level. */
export interface LevelAuthority {
  /** The body that the plan names. */
  body: LocalText;
  /** Roles here; empty where the body is not among those who use this installation. */
  decides: string[];
  raises: string[];
  lowers: string[];
  ends: string[];
}

/** Rule data of one plan: `rules/response-plans/`. */
export interface ResponsePlan {
  id: string;
  version: string;
  /** Division whose plan it is; 00 is the whole country. */
  jurisdiction: string;
  name: LocalText;
  /** Days, both included. */
  effectiveFrom: string;
  effectiveTo?: string | undefined;
  source: LocalText;
  evidence: Evidence;
  draft: boolean;
  /** Hazard families that the plan is for. */
  hazards: 'all' | string[];
  endorsers: string[];
  authority: Partial<Record<Level, LevelAuthority>>;
  declared: DeclaredMetric[];
  rows: PlanRow[];
}

/** What this service counts by itself, and its unit. */
export const COUNTED: Readonly<Record<string, string>> = {
  'evacuated-persons': 'persons',
  'relocated-persons': 'persons',
  'warnings-in-force': 'warnings',
};

const NATION = '00';

/** Whether a plan is of this division, of one above or below it, or of the whole country. */
export const concerns = (plan: Pick<ResponsePlan, 'jurisdiction'>, division: string): boolean =>
  plan.jurisdiction === NATION || divisionsOverlap(plan.jurisdiction, division);

/** Whether what is declared for this division belongs to the figures of a plan. */
export const liesWithin = (plan: Pick<ResponsePlan, 'jurisdiction'>, division: string): boolean =>
  plan.jurisdiction === NATION || containsDivision(plan.jurisdiction, division);

/** Rule RESP-07: a plan speaks in an emergency of a hazard and a place that it is for, while it is in effect. */
export function speaksIn(
  plan: ResponsePlan,
  emergency: { hazard: string; divisionCodes: readonly string[] },
  day: string,
): boolean {
  return (
    plan.effectiveFrom <= day &&
    (plan.effectiveTo === undefined || day <= plan.effectiveTo) &&
    (plan.hazards === 'all' || plan.hazards.includes(emergency.hazard)) &&
    emergency.divisionCodes.some((code) => concerns(plan, code))
  );
}

/** The day of an instant in a time zone, as rule data write days. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** Whether a plan may propose something because this figure has changed. */
export const speaksOf = (plan: Pick<ResponsePlan, 'rows'>, metric: string): boolean =>
  plan.rows.some(({ when }) => when.some((condition) => condition.metric === metric));
