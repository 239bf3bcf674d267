import type { Judgement, Verdict } from '@libs/cap';

/** The classes in which verdicts are compared: accepting with a warning is accepting. */
export type VerdictClass = 'accepted' | 'held' | 'rejected' | 'partly-accepted' | 'index';

const CLASS_OF_GOAL: Record<string, VerdictClass> = {
  accept: 'accepted',
  'accept with warning': 'accepted',
  'accept (index)': 'index',
  'hold for a person': 'held',
  reject: 'rejected',
  'accept other entries, report this one': 'partly-accepted',
};

/** Rules of the corpus' README, section 6, by the finding with which we keep them: the corpus says that the rule wins. */
const RULES: Record<string, string> = {
  'cap.followup-names-nothing': 'A Cancel or Update that names nothing, or only itself → held.',
  'cap.area-unreadable': 'An area that cannot be read and no other → held.',
  'cap.signature-tampered': 'Tampered (a signature that can be checked and fails in every reading) → rejected.',
};

export interface Comparison {
  goal: VerdictClass;
  ours: VerdictClass;
  agreed: boolean;
  /** The rule that the goal breaks, where we differ and one says so. */
  rule?: string;
}

/** @param ingestGoal column `ingest_goal` of the index */
export function compare(ingestGoal: string, judgement: Judgement): Comparison {
  const goal = CLASS_OF_GOAL[ingestGoal];
  if (goal === undefined) throw new Error(`unknown goal: ${ingestGoal}`);
  const ours = classOf(judgement.verdict);
  if (goal === ours) return { goal, ours, agreed: true };
  const rule = ruleAgainst(goal, judgement);
  return { goal, ours, agreed: false, ...(rule === undefined ? {} : { rule }) };
}

export function classOf(verdict: Verdict): VerdictClass {
  return verdict === 'accepted-with-warnings' ? 'accepted' : verdict;
}

/** Only a goal that is milder than the rule can break it. */
function ruleAgainst(goal: VerdictClass, { findings, alerts = [] }: Judgement): string | undefined {
  if (goal === 'rejected') return undefined;
  const decisive = [findings, ...alerts.map((alert) => alert.findings)]
    .flat()
    .filter(({ severity }) => severity === 'reject' || severity === 'hold');
  const rules = decisive.map(({ code }) => RULES[code]);
  return rules.length > 0 && rules.every((rule) => rule !== undefined) ? [...new Set(rules)].join(' ') : undefined;
}
