/** The ledgers, in the order in which they refer to one another. */
export const LEDGERS = ['persons', 'zones', 'shelters', 'households', 'teams', 'machines'] as const;
export type Ledger = (typeof LEDGERS)[number];

export const isLedger = (text: string): text is Ledger => (LEDGERS as readonly string[]).includes(text);

/** Columns of each ledger's file: the name, and what Chinese offices call it. Optional ones may be missing or empty. */
export const COLUMNS: Record<Ledger, Record<string, { alias: string; optional?: true }>> = {
  persons: {
    code: { alias: '编号' },
    name: { alias: '姓名' },
    phone: { alias: '电话' },
    role: { alias: '角色' },
    division: { alias: '行政区划代码' },
  },
  zones: {
    code: { alias: '编号' },
    kind: { alias: '类型' },
    hazard: { alias: '灾害类型' },
    name: { alias: '名称' },
    division: { alias: '行政区划代码' },
    longitude: { alias: '经度' },
    latitude: { alias: '纬度' },
    responsible_code: { alias: '责任人编号', optional: true },
    messenger_code: { alias: '预警信息员编号', optional: true },
  },
  shelters: {
    code: { alias: '编号' },
    name: { alias: '名称' },
    division: { alias: '行政区划代码' },
    longitude: { alias: '经度' },
    latitude: { alias: '纬度' },
    capacity: { alias: '容纳人数' },
  },
  households: {
    code: { alias: '编号' },
    zone_code: { alias: '危险区编号' },
    division: { alias: '行政区划代码' },
    shelter_code: { alias: '避险点编号', optional: true },
    head_name: { alias: '户主', optional: true },
    members: { alias: '成员' },
  },
  teams: {
    code: { alias: '编号' },
    name: { alias: '名称' },
    division: { alias: '行政区划代码' },
    strength: { alias: '人数' },
    capabilities: { alias: '能力', optional: true },
  },
  machines: {
    code: { alias: '编号' },
    kind: { alias: '类型' },
    division: { alias: '行政区划代码' },
    team_code: { alias: '队伍编号', optional: true },
  },
};

/** The columns of a header row by their names, whichever language it is in; what is unknown keeps its own. */
export function columnsOf(ledger: Ledger, header: readonly string[]): string[] {
  const byAlias = new Map(Object.entries(COLUMNS[ledger]).map(([name, { alias }]) => [alias, name]));
  return header.map((cell) => byAlias.get(cell.trim()) ?? cell.trim());
}

/** Columns that a file of the ledger must have and this header lacks. */
export const missingColumns = (ledger: Ledger, columns: readonly string[]): string[] =>
  Object.entries(COLUMNS[ledger])
    .filter(([name, { optional }]) => !optional && !columns.includes(name))
    .map(([name]) => name);
