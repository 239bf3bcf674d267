import type { Transaction } from '@libs/persistence';

/** A table of the picture that is filled by events; its columns with their SQL types, the key first. */
export interface PatchedTable {
  name: string;
  columns: Readonly<Record<string, string>>;
  /** A row is replaced as a whole; otherwise what the events before said is kept where this one says nothing. */
  whole?: boolean;
}

/** What one event says about a row; what it does not speak of is absent. */
export type Patch = Record<string, unknown>;

/** Brings rows up to date in one statement, whatever their number. Of several patches of a row the last one wins. */
export async function patchRows(tx: Transaction, table: PatchedTable, patches: readonly Patch[]): Promise<void> {
  const rows = mergedByKey(table, patches);
  if (rows.length === 0) return;
  await tx.query({ name: `picture.patch-${table.name}`, text: statementOf(table) }, [JSON.stringify(rows)]);
}

function mergedByKey(table: PatchedTable, patches: readonly Patch[]): Patch[] {
  const key = keyOf(table);
  const rows = new Map<unknown, Patch>();
  for (const patch of patches) {
    const said = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    rows.set(patch[key], table.whole ? said : { ...rows.get(patch[key]), ...said });
  }
  return [...rows.values()];
}

const keyOf = ({ columns }: PatchedTable): string => Object.keys(columns)[0]!;

function statementOf(table: PatchedTable): string {
  const { name, columns, whole } = table;
  const key = keyOf(table);
  const names = Object.keys(columns);
  const set = names
    .filter((column) => column !== key)
    .map((column) => `${column} = ${whole ? `excluded.${column}` : `coalesce(excluded.${column}, t.${column})`}`);
  return `insert into picture.${name} as t (${names.join(', ')})
    select ${names.join(', ')} from jsonb_to_recordset($1::jsonb)
      as p (${names.map((column) => `${column} ${columns[column]}`).join(', ')})
    order by ${key}
    on conflict (${key}) do update set ${set.join(', ')}`;
}
