import type { Figures } from './figures';
import { isHigher, LEVELS, type Condition, type PlanRow, type ResponsePlan } from './response-plan';

/**
 * Rule RESP-10: 以上 includes the number, 以下 does not; a row is crossed when all of its conditions hold, and what
 * nobody has reported crosses nothing.
 */
export const crosses = (row: Pick<PlanRow, 'when'>, figures: Figures): boolean =>
  row.when.every((condition) => holds(condition, figures.get(condition.metric)));

function holds({ op, value: threshold, below }: Condition, value: number | undefined): boolean {
  if (value === undefined) return false;
  const reaches = op === '>=' ? value >= threshold : value < threshold;
  return reaches && (below === undefined || value < below);
}

/** The highest row that is crossed; any one line is enough. */
export function highestCrossed(plan: Pick<ResponsePlan, 'rows'>, figures: Figures): PlanRow | undefined {
  return plan.rows
    .filter((row) => crosses(row, figures))
    .reduce<PlanRow | undefined>((best, row) => (best && !isHigher(row.level, best.level) ? best : row), undefined);
}

/** A condition that does not hold, and how much is missing. */
export interface Missing {
  row: PlanRow;
  condition: Condition;
  value: number | undefined;
}

/** Of the rows above what is crossed, the one that the figures have come nearest to, and what it is missing. */
export function nearestAbove(
  plan: Pick<ResponsePlan, 'rows'>,
  figures: Figures,
  crossed: PlanRow | undefined,
): Missing | undefined {
  const above = plan.rows.filter((row) => (!crossed || isHigher(row.level, crossed.level)) && !crosses(row, figures));
  const weakest = above.map((row) => {
    const conditions = row.when.map((condition) => {
      const value = figures.get(condition.metric);
      return { row, condition, value, share: shareOf(condition, value) };
    });
    return conditions.reduce((least, one) => (one.share < least.share ? one : least));
  });
  weakest.sort(
    (a, b) => b.share - a.share || LEVELS.indexOf(b.row.level) - LEVELS.indexOf(a.row.level) || sizeOf(a) - sizeOf(b),
  );
  const [first] = weakest;
  return first && { row: first.row, condition: first.condition, value: first.value };
}

const sizeOf = ({ condition }: { condition: Condition }): number => condition.value;

/** How far a figure has come towards a number, 0 to 1. */
function shareOf(condition: Condition, value: number | undefined): number {
  if (value === undefined) return 0;
  if (holds(condition, value)) return 1;
  const { op, value: threshold } = condition;
  if (op === '>=' && value < threshold) return threshold > 0 ? Math.max(0, value / threshold) : 0;
  return op === '<' && value > 0 ? Math.max(0, threshold / value) : 0;
}
