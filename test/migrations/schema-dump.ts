import { Client } from 'pg';

/** What a schema consists of, as sorted lines: two databases with the same lines have the same schema. */
export async function schemaDump(url: string, schemas: string[]): Promise<string[]> {
  return rows(url, DUMP, [schemas]);
}

/** Every schema that is not PostgreSQL's own and holds anything. */
export async function usedSchemas(url: string): Promise<string[]> {
  return rows(
    url,
    `select distinct nspname as line from pg_namespace n where nspname !~ '^(pg_|information_schema)' and (
       exists (select from pg_class where relnamespace = n.oid) or exists (select from pg_proc where pronamespace = n.oid)
       or exists (select from pg_type where typnamespace = n.oid)) order by 1`,
    [],
  );
}

const DUMP = `
  select * from (
    select format('column %s.%s %s %s null=%s default=%s identity=%s generated=%s', n.nspname, c.relname, a.attname,
      format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname = any($1) and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select format('relation %s.%s %s persistence=%s options=%s', n.nspname, c.relname, c.relkind, c.relpersistence, c.reloptions)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1)
    union all
    select format('index %s', indexdef) from pg_indexes where schemaname = any($1)
    union all
    select format('constraint %s %s %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = any($1)
    union all
    select format('trigger %s', pg_get_triggerdef(t.oid))
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and not t.tgisinternal
    union all
    select format('function %s', pg_get_functiondef(p.oid))
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1)
    union all
    select format('view %s.%s %s', schemaname, viewname, definition) from pg_views where schemaname = any($1)
  ) as lines order by line`;

async function rows(url: string, sql: string, values: unknown[]): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ line: string }>(sql, values)).rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}
