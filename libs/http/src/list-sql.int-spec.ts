import { newId } from '@libs/kernel';
import { Database } from '@libs/persistence';
import { createTestDatabase, type TestDatabase } from '@libs/testing';
import { readListRequest } from './list';
import type { ListDefinition, Page } from './list-definition';
import { listSql, pageOf, type CursorColumns } from './list-sql';

const WARNINGS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: {
    receivedAt: { column: 'received_at', type: 'timestamptz' },
    severity: { column: 'severity', type: 'bigint' },
    title: { column: 'title', type: 'text' },
  },
  defaultSort: '-receivedAt',
  filter: {
    severity: { column: 'severity', type: 'bigint' },
    division: { column: 'division', type: 'division', compare: 'starts-with' },
    receivedSince: { column: 'received_at', type: 'timestamptz', compare: '>=' },
    title: { column: 'title', type: 'text' },
    word: { column: 'words', type: 'text', compare: 'has' },
  },
};

interface Row {
  id: string;
  title: string;
  severity: number;
}

let database: TestDatabase;
let client: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  client = await Database.open({ url: database.url });
  await client.query(
    'create table warnings (id uuid primary key, title text not null, severity int not null, division text not null, mode text not null, received_at timestamptz not null)',
  );
});
afterAll(async () => {
  await client.close();
  await database.drop();
});
beforeEach(() => client.query('truncate warnings'));

async function put(
  title: string,
  { severity = 1, division = '621021', at = '2026-07-01T08:00:00Z', mode = 'actual' } = {},
): Promise<void> {
  await client.query('insert into warnings values ($1, $2, $3, $4, $5, $6)', [
    newId(),
    title,
    severity,
    division,
    mode,
    at,
  ]);
}

async function ask(query: Record<string, unknown>): Promise<Page<string>> {
  const request = readListRequest(WARNINGS, query);
  const { sql, parameters } = listSql(WARNINGS, request, {
    sql: `select *, string_to_array(title, ' ') as words from warnings where mode = $1`,
    parameters: ['actual'],
  });
  const rows = await client.query<Row & CursorColumns>(sql, parameters);
  return pageOf(request, rows, (row: Row) => row.title);
}

async function walk(query: Record<string, unknown>, between: () => Promise<void> = async () => {}): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<string> = await ask(cursor === null ? query : { ...query, cursor });
    seen.push(...page.items);
    cursor = page.next;
    if (cursor !== null) await between();
  } while (cursor !== null);
  return seen;
}

describe('a list page by page', () => {
  it('shows every row once, also where all have the same value or differ by a microsecond', async () => {
    for (let i = 0; i < 9; i++)
      await put(`w${i}`, { at: i < 5 ? '2026-07-01T08:00:00.000000Z' : `2026-07-01T08:00:00.00000${i}Z` });

    for (const sort of ['receivedAt', '-receivedAt', 'severity', '-severity', 'title']) {
      const seen = await walk({ limit: '2', sort });
      expect([...seen].sort()).toEqual(['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8']);
    }
    expect((await walk({ limit: '4', sort: '-receivedAt' })).slice(0, 4)).toEqual(['w8', 'w7', 'w6', 'w5']);
  });

  it('neither repeats nor skips an older row while newer ones come in', async () => {
    for (let i = 0; i < 6; i++) await put(`old${i}`, { at: `2026-07-01T0${i}:00:00Z` });
    let late = 0;

    const seen = await walk({ limit: '2' }, () => put(`late${late++}`, { at: '2026-07-02T00:00:00Z' }));

    expect(seen).toEqual(['old5', 'old4', 'old3', 'old2', 'old1', 'old0']);
  });

  it('ends with no next, also when the last page is full', async () => {
    await put('a');
    await put('b');

    expect((await ask({ limit: '2' })).next).toBeNull();
    expect((await ask({ limit: '1' })).next).not.toBeNull();
    expect(await ask({ 'filter[title]': 'none' })).toEqual({ items: [], next: null });
  });

  it('shows only what the filters and the route itself allow', async () => {
    await put('a', { severity: 1, division: '621021', at: '2026-07-01T08:00:00Z' });
    await put('b', { severity: 2, division: '621022', at: '2026-07-02T08:00:00Z' });
    await put('c', { severity: 3, division: '621021103', at: '2026-07-03T08:00:00Z' });
    await put('drill', { mode: 'exercise' });

    expect(await walk({ sort: 'title' })).toEqual(['a', 'b', 'c']);
    expect(await walk({ sort: 'title', 'filter[severity]': ['1', '3'] })).toEqual(['a', 'c']);
    expect(await walk({ sort: 'title', 'filter[division]': '621021' })).toEqual(['a', 'c']);
    expect(await walk({ sort: 'title', 'filter[division]': '621000' })).toEqual(['a', 'b', 'c']);
    expect(await walk({ sort: 'title', 'filter[receivedSince]': '2026-07-02T16:00:00+08:00' })).toEqual(['b', 'c']);
    expect(
      await walk({ limit: '1', sort: '-title', 'filter[division]': '621021', 'filter[severity]': ['1', '3'] }),
    ).toEqual(['c', 'a']);
  });

  it('finds what a list of a row holds, any of several', async () => {
    for (const title of ['rain', 'rain wind', 'snow']) await put(title);

    expect(await walk({ sort: 'title', 'filter[word]': 'rain' })).toEqual(['rain', 'rain wind']);
    expect(await walk({ sort: 'title', 'filter[word]': ['wind', 'snow'] })).toEqual(['rain wind', 'snow']);
    expect(await walk({ sort: 'title', 'filter[word]': 'rai' })).toEqual([]);
  });

  it('takes text that looks like SQL for text', async () => {
    const hostile = "x'); drop table warnings; --";
    await put(hostile);
    await put('y');

    expect(await walk({ 'filter[title]': hostile })).toEqual([hostile]);
    expect(await walk({ limit: '1', sort: 'title' })).toEqual([hostile, 'y']);
  });
});
