import { parse } from 'csv-parse/sync';
import type { LocalText } from '@libs/kernel';
import { columnsOf, missingColumns, type Ledger } from '../domain/ledger';
import type { RowProblem } from '../domain/ledger-row';

export interface CsvRow {
  /** Line at which the row begins; the header is line 1. */
  line: number;
  fields: Record<string, string | undefined>;
}

export interface CsvFile {
  rows: CsvRow[];
  /** Rows that are none: with more or fewer cells than the header. */
  problems: RowProblem[];
  /** The whole file is no ledger: no header, columns missing, quotes that do not close. */
  unreadable?: RowProblem;
}

/**
 * The rows of a ledger's file. UTF-8, with or without a mark, is tried first where the sender names no encoding; bytes
 * that are none are GB18030, which any Chinese spreadsheet writes.
 */
export function readCsv(ledger: Ledger, content: Buffer, charset?: string): CsvFile {
  const text = decode(content, charset);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      bom: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    return unreadable(lines ?? 1, 'file.not-csv', message, {
      'zh-CN': '不是可读的 CSV:请检查引号是否成对',
      en: 'is not CSV that can be read: check that quotes close',
    });
  }
  const [header, ...rest] = records;
  const columns = columnsOf(ledger, header?.record ?? []);
  const missing = missingColumns(ledger, columns);
  if (missing.length > 0)
    return unreadable(1, 'file.columns-missing', columns.join(','), {
      'zh-CN': `表头缺少列:${missing.join('、')}`,
      en: `the header lacks the columns ${missing.join(', ')}`,
    });

  const file: CsvFile = { rows: [], problems: [] };
  for (const { record, info } of rest) {
    // csv-parse counts the lines up to the end of the record, and a cell may hold several.
    const line = info.lines - record.join('').split('\n').length + 1;
    if (record.length === columns.length)
      file.rows.push({ line, fields: Object.fromEntries(columns.map((name, i) => [name, record[i]])) });
    else
      file.problems.push({
        line,
        column: null,
        code: 'row.cell-count',
        reason: { 'zh-CN': `须有 ${columns.length} 个单元格`, en: `must have ${columns.length} cells` },
        found: String(record.length),
      });
  }
  return file;
}

function decode(content: Buffer, charset?: string): string {
  if (/^gb(18030|k|2312)$/i.test(charset ?? '')) return new TextDecoder('gb18030').decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('gb18030').decode(content);
  }
}

const unreadable = (line: number, code: string, found: string, reason: LocalText): CsvFile => ({
  rows: [],
  problems: [],
  unreadable: { line, column: null, code, reason, found: found.slice(0, 100) },
});
