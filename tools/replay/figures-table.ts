/** One figure of the source beside the system's. */
export interface FigureRow {
  name: string;
  /** As the source has it. */
  source: string;
  /** As picture shows it. */
  system: string;
  isEqual: boolean;
}

interface Quantity {
  value: number;
  unit: string;
  kind: 'exact' | 'at-least' | 'estimate';
}

interface Level {
  plan: string;
  highestLevel: string;
  state: 'active' | 'ended';
  draft: boolean;
}

/** What picture says about an emergency, as far as the table needs it. */
export interface PictureFigures {
  mode: string;
  evacuated: Quantity;
  relocated: Quantity;
  machineTrips: Quantity;
  rescuers: Quantity;
  levels: Level[];
}

interface SourceFigure<T> {
  value: T;
  /** The source's own words. */
  words: string;
}

/** `source-figures.json`. */
export interface SourceFigures {
  flood: Record<'evacuated' | 'relocated' | 'machineTrips' | 'rescuers', SourceFigure<number>> & {
    level: SourceFigure<string>;
  };
  drought: { level: SourceFigure<string> };
}

/** The flood's figures; the source says "more than" of the machine-trips, and so must the system. */
export function floodRows({ flood }: SourceFigures, figures: PictureFigures): FigureRow[] {
  return [
    quantityRow('紧急避险转移 Evacuated', flood.evacuated.value, 'persons', 'exact', figures.evacuated),
    quantityRow('紧急转移安置 Relocated', flood.relocated.value, 'persons', 'exact', figures.relocated),
    quantityRow(
      '救援机械台次 Machine-trips',
      flood.machineTrips.value,
      'machine-trips',
      'at-least',
      figures.machineTrips,
    ),
    quantityRow('救援力量 Rescuers', flood.rescuers.value, 'persons', 'exact', figures.rescuers),
    ...levelRows('救助响应 Relief response', flood.level.value, figures.levels),
  ];
}

export function droughtRows({ drought }: SourceFigures, figures: PictureFigures): FigureRow[] {
  return levelRows('抗旱响应 Drought response', drought.level.value, figures.levels);
}

function quantityRow(name: string, value: number, unit: string, kind: Quantity['kind'], found: Quantity): FigureRow {
  const source: Quantity = { value, unit, kind };
  const isEqual = found.value === value && found.unit === unit && found.kind === kind;
  return { name, source: textOf(source), system: textOf(found), isEqual };
}

/** The level was activated, was never higher, and has ended. */
function levelRows(name: string, level: string, found: Level[]): FigureRow[] {
  const highest = found.map(({ highestLevel, draft }) => `${highestLevel}${draft ? ' (草案 draft)' : ''}`).join(', ');
  const states = found.map(({ state }) => state).join(', ');
  const isOne = found.length === 1;
  return [
    {
      name: `${name}: 启动 activated`,
      source: level,
      system: highest || '–',
      isEqual: isOne && found[0]!.highestLevel === level,
    },
    {
      name: `${name}: 终止 ended`,
      source: 'ended',
      system: states || '–',
      isEqual: isOne && found[0]!.state === 'ended',
    },
  ];
}

const SIGN = { exact: '', 'at-least': '≥ ', estimate: '≈ ' } as const;

const textOf = ({ value, unit, kind }: Quantity): string => `${SIGN[kind]}${value.toLocaleString('en-US')} ${unit}`;

/** The table as lines of text. */
export function tableLines(rows: FigureRow[]): string[] {
  const cells = [
    ['', '来源 source', '系统 system', '相等 equal'],
    ...rows.map(({ name, source, system, isEqual }) => [name, source, system, isEqual ? '是 yes' : '否 NO']),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column]!))));
  return cells.map((row) => row.map((cell, i) => cell + ' '.repeat(widths[i]! - widthOf(cell))).join('  '));
}

/** Columns of a terminal: Chinese takes two. */
const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/u.test(character) ? 2 : 1), 0);
