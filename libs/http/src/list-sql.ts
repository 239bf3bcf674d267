import { significantPrefix } from '@libs/kernel';
import type { ListDefinition, ListFilter, ListRequest, Page } from './list-definition';
import { CAST } from './list-columns';
import { writeCursor } from './list-cursor';

/** Two columns that `listSql` adds to each row; `pageOf` takes them off again. */
export interface CursorColumns {
  cursor_value: string;
  cursor_key: string;
}

/**
 * Wraps a query of ours into the page that a client asked for. `base` may have parameters `$1…`; its columns are what
 * the definition names. Everything from the client goes in as a parameter.
 */
export function listSql(
  definition: ListDefinition,
  request: ListRequest,
  base: { sql: string; parameters?: readonly unknown[] },
): { sql: string; parameters: unknown[] } {
  const parameters = [...(base.parameters ?? [])];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const sort = definition.sort[request.sort.name]!;
  const value = identifier(sort.column);
  const key = identifier(definition.key.column);
  const conditions = request.filters.map(({ name, values }) => condition(definition.filter![name]!, values, bind));
  if (request.after) {
    const than = request.sort.descending ? '<' : '>';
    const { value: afterValue, key: afterKey } = request.after;
    conditions.push(
      `(${value}, ${key}) ${than} (${bind(afterValue)}::${CAST[sort.type]}, ${bind(afterKey)}::${CAST[definition.key.type]})`,
    );
  }
  const direction = request.sort.descending ? 'desc' : 'asc';
  const sql = [
    `select list.*, ${value}::text as cursor_value, ${key}::text as cursor_key from (${base.sql}) as list`,
    conditions.length > 0 ? `where ${conditions.join(' and ')}` : '',
    // One more than asked for tells whether there is a next page.
    `order by ${value} ${direction}, ${key} ${direction} limit ${request.limit + 1}`,
  ].join(' ');
  return { sql, parameters };
}

/** Makes the answer from the rows that the query of `listSql` gave. */
export function pageOf<Row extends object, Item>(
  request: ListRequest,
  rows: readonly (Row & CursorColumns)[],
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, request.limit);
  const last = rows.length > request.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ cursor_value: _value, cursor_key: _key, ...row }) => toItem(row as unknown as Row)),
    next: last ? writeCursor(request, { value: last.cursor_value, key: last.cursor_key }) : null,
  };
}

function condition(
  { column, type, compare = '=' }: ListFilter,
  values: string[],
  bind: (value: unknown) => string,
): string {
  const name = identifier(column);
  switch (compare) {
    case '=':
      return `${name} = any(${bind(values)}::${CAST[type]}[])`;
    case 'has':
      return `${name} && ${bind(values)}::${CAST[type]}[]`;
    case 'starts-with':
      return `(${values.map((value) => `starts_with(${name}, ${bind(type === 'division' ? significantPrefix(value) : value)})`).join(' or ')})`;
    case '>=':
    case '<':
      return `(${values.map((value) => `${name} ${compare} ${bind(value)}::${CAST[type]}`).join(' or ')})`;
  }
}

function identifier(column: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(column)) throw new Error(`"${column}" is not a column name`);
  return `list.${column}`;
}
