/** A goal's figure beside the raw one of the same minutes. */
export interface Line {
  /** `P1`. */
  goal: string;
  /** What was measured: `POST → 202 at 30/s, p50`. */
  what: string;
  /** With its unit: `4.1 ms`. */
  ours: string;
  raw: string;
  /** Ours to raw. */
  ratio: number;
  /** In words: `≤ 10 × raw`. */
  target: string;
  /** Undefined for a figure that is only shown. */
  isMet?: boolean | undefined;
  /** What raw is, or what else to know. */
  note?: string | undefined;
}

/** What a figure may be, as a ratio to raw. */
export type Target = { atMost: number } | { atLeast: number } | 'shown';

/** Compares ours with raw, both in `unit`. A figure that could not be measured meets no target. */
export function compare(
  goal: string,
  what: string,
  figures: { ours: number; raw: number; unit: string; target: Target; note?: string },
): Line {
  const { ours, raw, unit, target, note } = figures;
  const ratio = ours / raw;
  return {
    goal,
    what,
    ours: `${shortly(ours)} ${unit}`,
    raw: `${shortly(raw)} ${unit}`,
    ratio,
    target: inWords(target),
    ...(target === 'shown' ? {} : { isMet: 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast }),
    note,
  };
}

/** Compares ours with a limit that is a figure itself, of which `raw` is the measured or the given one. */
export function limit(
  goal: string,
  what: string,
  figures: { ours: number; limit: number; unit: string; isMost: boolean; note?: string },
): Line {
  const { ours, limit: bound, unit, isMost, note } = figures;
  return {
    goal,
    what,
    ours: `${shortly(ours)} ${unit}`,
    raw: '',
    ratio: ours / bound,
    target: `${isMost ? '≤' : '≥'} ${shortly(bound)} ${unit}`,
    isMet: isMost ? ours <= bound : ours >= bound,
    note,
  };
}

function inWords(target: Target): string {
  if (target === 'shown') return '';
  return 'atMost' in target ? `≤ ${target.atMost} × raw` : `≥ ${target.atLeast} × raw`;
}

/** Three digits that count. */
export function shortly(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  if (Math.abs(figure) >= 1000) return Math.round(figure).toLocaleString('en');
  return String(Number(figure.toPrecision(3)));
}

const HEAD = ['goal', 'what', 'ours', 'raw', 'ratio', 'target', ''];

/** The lines as a table. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))),
    )
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

function cells({ goal, what, ours, raw, ratio, target, isMet, note }: Line): string[] {
  const verdict = isMet === undefined ? '' : isMet ? 'met' : 'MISSED';
  return [goal, note ? `${what} (${note})` : what, ours, raw, shortly(ratio), target, verdict];
}
