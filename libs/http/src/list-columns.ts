import { isDivisionCode, isId, type LocalText } from '@libs/kernel';

/** Types a list may be sorted or filtered by, named as PostgreSQL names them. */
export type ColumnType = 'text' | 'timestamptz' | 'bigint' | 'uuid' | 'boolean' | 'division' | 'number';

/** PostgreSQL's name of the type that a parameter is cast to. */
export const CAST: Record<ColumnType, string> = {
  text: 'text',
  timestamptz: 'timestamptz',
  bigint: 'bigint',
  uuid: 'uuid',
  boolean: 'boolean',
  division: 'text',
  number: 'double precision',
};

export const ACCEPTED_BY_TYPE: Record<ColumnType, LocalText> = {
  text: { en: '1 to 200 characters', 'zh-CN': '1 至 200 个字符' },
  timestamptz: { en: 'an instant such as 2026-07-01T08:00:00Z', 'zh-CN': '时间，例如 2026-07-01T08:00:00Z' },
  bigint: { en: 'a whole number', 'zh-CN': '整数' },
  uuid: { en: 'a UUID', 'zh-CN': 'UUID' },
  boolean: { en: 'true or false', 'zh-CN': 'true 或 false' },
  division: { en: 'a division code, for example 621021', 'zh-CN': '行政区划代码，例如 621021' },
  number: { en: 'a number, for example 107.88', 'zh-CN': '数字，例如 107.88' },
};

// ISO 8601 as clients write it, or as PostgreSQL prints it in a cursor (microseconds kept).
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d(:?\d\d)?)$/;

/** Whether PostgreSQL will take `value` for the type, so that a bad one is the client's 400 and not our 500. */
export function isOfType(type: ColumnType, value: string): boolean {
  switch (type) {
    case 'text':
      return value.length >= 1 && value.length <= 200 && !value.includes('\0');
    case 'timestamptz':
      return INSTANT.test(value) && !Number.isNaN(Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')));
    case 'bigint':
      return /^-?\d{1,18}$/.test(value);
    case 'uuid':
      return isId(value);
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'division':
      return isDivisionCode(value);
    case 'number':
      return /^-?\d{1,9}(\.\d{1,12})?$/.test(value);
  }
}
