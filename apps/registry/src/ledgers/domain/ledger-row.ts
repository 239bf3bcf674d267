import { containsDivision, isDivisionCode, type LocalText } from '@libs/kernel';
import type { Ledger } from './ledger';

/** Why a row of a file is not kept. */
export interface RowProblem {
  /** Line of the file at which the row begins; the header is line 1. */
  line: number;
  /** The column; null when it is the whole row. */
  column: string | null;
  code: string;
  /** What is wrong and what would be accepted. */
  reason: LocalText;
  /** What was found, at most 100 characters. */
  found: string;
}

/** What a row may refer to: ids of the records in the registry by their code. */
export interface KnownCodes {
  persons: ReadonlyMap<string, string>;
  zones: ReadonlyMap<string, string>;
  shelters: ReadonlyMap<string, string>;
  teams: ReadonlyMap<string, string>;
}

export interface Member {
  name: string;
  needs: string[];
}

/** A row that may be kept: what the ledger's table holds beside the id. */
export type LedgerRow = { code: string; divisionCode: string } & Record<string, unknown>;

type Fields = Readonly<Record<string, string | undefined>>;
type Complaint = Omit<RowProblem, 'line'>;

const MOST_MEMBERS = 50;
const NEED = /^[a-z][a-z-]{0,63}$/;

/** Rule REG-20: a row is kept whole or not at all, and each of its faults is named with its column. */
export function readRow(
  ledger: Ledger,
  fields: Fields,
  known: KnownCodes,
  division: string,
): { row: LedgerRow } | { problems: Complaint[] } {
  const reader = new RowReader(fields);
  const row = {
    code: reader.text('code', 64),
    divisionCode: reader.division(division),
    ...READERS[ledger](reader, known),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { row };
}

const READERS: Record<Ledger, (reader: RowReader, known: KnownCodes) => Record<string, unknown>> = {
  persons: (row) => ({
    name: row.text('name', 100),
    phone: row.matching('phone', /^\+?[0-9][0-9 -]{2,31}$/, { 'zh-CN': '须为电话号码', en: 'must be a phone number' }),
    role: row.oneOf('role', { responsible: '责任人', messenger: '预警信息员' }),
  }),
  zones: (row, { persons }) => ({
    kind: row.oneOf('kind', { zone: '危险区', point: '涉险点位' }),
    hazard: row.text('hazard', 64),
    name: row.text('name', 200),
    longitude: row.number('longitude', -180, 180),
    latitude: row.number('latitude', -90, 90),
    responsiblePersonId: row.reference('responsible_code', persons),
    messengerId: row.reference('messenger_code', persons),
  }),
  shelters: (row) => ({
    name: row.text('name', 200),
    longitude: row.number('longitude', -180, 180),
    latitude: row.number('latitude', -90, 90),
    capacity: row.count('capacity'),
  }),
  households: (row, { zones, shelters }) => ({
    zoneId: row.reference('zone_code', zones) ?? row.missing('zone_code'),
    shelterId: row.reference('shelter_code', shelters),
    members: row.members(),
  }),
  teams: (row) => ({
    name: row.text('name', 200),
    strength: row.count('strength'),
    capabilities: row.list('capabilities'),
  }),
  machines: (row, { teams }) => ({ kind: row.text('kind', 64), teamId: row.reference('team_code', teams) }),
};

/** Reads the fields of one row and notes what is wrong with them. */
class RowReader {
  readonly problems: Complaint[] = [];

  constructor(private readonly fields: Fields) {}

  text(column: string, most: number): string {
    const value = this.cell(column);
    if (value === '') this.missing(column);
    else if (value.length > most || CONTROLS.test(value))
      this.complain(column, 'row.unacceptable-text', {
        'zh-CN': `须为 1 至 ${most} 个字符,不含控制字符`,
        en: `must be 1 to ${most} characters without control characters`,
      });
    return value;
  }

  matching(column: string, form: RegExp, accepted: LocalText): string {
    const value = this.cell(column);
    if (value === '') this.missing(column);
    else if (!form.test(value)) this.complain(column, 'row.unacceptable-text', accepted);
    return value;
  }

  /** One of the keys, or what it is called in Chinese. */
  oneOf(column: string, accepted: Record<string, string>): string {
    const value = this.cell(column);
    const found = Object.entries(accepted).find((pair) => pair.includes(value));
    if (!found)
      this.complain(column, 'row.not-one-of', {
        'zh-CN': `须为 ${Object.entries(accepted).flat().join('、')} 之一`,
        en: `must be one of ${Object.keys(accepted).join(', ')}`,
      });
    return found?.[0] ?? value;
  }

  number(column: string, least: number, most: number): number {
    const text = this.cell(column);
    const value = /^-?\d{1,9}(\.\d{1,12})?$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most))
      this.complain(column, 'row.not-a-number', {
        'zh-CN': `须为 ${least} 至 ${most} 的数`,
        en: `must be a number from ${least} to ${most}`,
      });
    return value;
  }

  count(column: string): number {
    const text = this.cell(column);
    if (!/^\d{1,7}$/.test(text))
      this.complain(column, 'row.not-a-count', {
        'zh-CN': '须为不小于 0 的整数',
        en: 'must be a whole number, 0 or more',
      });
    return Number(text);
  }

  /** Rule REG-21: a clerk's rows lie within the clerk's division. */
  division(own: string): string {
    const value = this.cell('division');
    if (!isDivisionCode(value))
      this.complain('division', 'row.not-a-division', {
        'zh-CN': '须为行政区划代码,例如 621023 或 621023100',
        en: 'must be a division code, for example 621023 or 621023100',
      });
    else if (!containsDivision(own, value))
      this.complain('division', 'row.outside-division', {
        'zh-CN': `须在您的辖区 ${own} 内`,
        en: `must lie within your division ${own}`,
      });
    return value;
  }

  /** Id of the record that the column names by its code; null when the column is empty. */
  reference(column: string, codes: ReadonlyMap<string, string>): string | null {
    const value = this.cell(column);
    if (value === '') return null;
    const id = codes.get(value);
    if (id === undefined)
      this.complain(column, 'row.unknown-code', {
        'zh-CN': '须为已登记的编号;请先导入所引用的台账',
        en: 'must be the code of a registered record; import the ledger that it refers to first',
      });
    return id ?? value;
  }

  list(column: string): string[] {
    const values = splitList(this.cell(column));
    if (values.length > 50 || values.some((value) => value.length > 64))
      this.complain(column, 'row.unacceptable-list', {
        'zh-CN': '须为以分号分隔的至多 50 项,每项至多 64 个字符',
        en: 'must be at most 50 items of at most 64 characters, separated by semicolons',
      });
    return values;
  }

  /** `name/need+need;name;…`, the head first. */
  members(): Member[] {
    const members = splitList(this.cell('members')).map((text) => {
      const [name = '', needs = ''] = text.split('/', 2);
      return {
        name: name.trim(),
        needs: needs
          .split('+')
          .map((need) => need.trim())
          .filter((need) => need !== ''),
      };
    });
    const isAcceptable = ({ name, needs }: Member): boolean =>
      name !== '' && name.length <= 100 && !CONTROLS.test(name) && needs.every((need) => NEED.test(need));
    if (members.length === 0 || members.length > MOST_MEMBERS || !members.every(isAcceptable))
      this.complain('members', 'row.unacceptable-members', {
        'zh-CN': `须为 1 至 ${MOST_MEMBERS} 人,形如 张三/wheelchair+elderly;李四`,
        en: `must be 1 to ${MOST_MEMBERS} persons, such as Zhang San/wheelchair+elderly;Li Si`,
      });
    const head = this.cell('head_name');
    if (head !== '' && members.length > 0 && members[0]!.name !== head)
      this.complain('head_name', 'row.head-not-first', {
        'zh-CN': '户主须为成员中的第一人',
        en: 'must be the first of the members',
      });
    return members;
  }

  missing(column: string): undefined {
    if (!this.problems.some((problem) => problem.column === column))
      this.complain(column, 'row.missing', { 'zh-CN': '不能为空', en: 'must not be empty' });
  }

  private cell(column: string): string {
    return (this.fields[column] ?? '').trim();
  }

  private complain(column: string, code: string, reason: LocalText): void {
    this.problems.push({ column, code, reason, found: this.cell(column).slice(0, 100) });
  }
}

const CONTROLS = /[\u0000-\u001f\u007f]/;

const splitList = (text: string): string[] =>
  text
    .split(/[;；]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
