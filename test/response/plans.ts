import type { LevelAuthority, PlanRow, ResponsePlan } from '../../apps/response/src/domain/response-plan';

const authority: LevelAuthority = {
  body: { 'zh-CN': '指挥部', en: 'Command' },
  decides: ['commander'],
  raises: ['commander'],
  lowers: ['commander'],
  ends: ['commander'],
};

/** A row on one figure. */
export const rowWith = (
  level: PlanRow['level'],
  value: number,
  below?: number,
  change: Partial<PlanRow> = {},
): PlanRow => ({
  id: `relocated-${level}`,
  level,
  evidence: 'V',
  draft: false,
  scope: 'jurisdiction',
  when: [{ metric: 'relocated-persons', unit: 'persons', op: '>=', value, below }],
  ...change,
});

/** A plan with four levels on relocated persons, unless it is told otherwise. */
export const planWith = (change: Partial<ResponsePlan> = {}): ResponsePlan => ({
  id: 'relief',
  version: '1',
  jurisdiction: '621000',
  name: { 'zh-CN': '预案', en: 'Plan' },
  effectiveFrom: '2021-01-01',
  source: { 'zh-CN': '测试', en: 'Test' },
  evidence: 'V',
  draft: false,
  hazards: ['flood'],
  endorsers: ['duty-officer'],
  authority: {
    I: authority,
    II: authority,
    III: authority,
    IV: { ...authority, decides: ['duty-leader', 'commander'] },
  },
  declared: [],
  rows: [rowWith('I', 5000), rowWith('II', 2000, 5000), rowWith('III', 1000, 2000), rowWith('IV', 300, 1000)],
  ...change,
});

export const relocatedPersons = (value: number): ReadonlyMap<string, number> => new Map([['relocated-persons', value]]);
