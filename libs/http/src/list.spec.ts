import fc from 'fast-check';
import { readListRequest } from './list';
import type { ListDefinition } from './list-definition';
import { HttpProblem } from './problem';

const MISSIONS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { openedAt: { column: 'opened_at', type: 'timestamptz' }, name: { column: 'name', type: 'text' } },
  defaultSort: '-openedAt',
  filter: {
    status: { column: 'status', type: 'text', oneOf: ['open', 'closed'] },
    openedSince: { column: 'opened_at', type: 'timestamptz', compare: '>=' },
    division: { column: 'division', type: 'division', compare: 'starts-with' },
  },
  maxLimit: 100,
};

const faultsOf = (query: Record<string, unknown>) => {
  try {
    readListRequest(MISSIONS, query);
  } catch (error) {
    if (error instanceof HttpProblem) return error.more.errors;
    throw error;
  }
  return [];
};

describe('the request of a list', () => {
  it('has a usual size and order when the client says nothing', () => {
    expect(readListRequest(MISSIONS, {})).toEqual({
      limit: 50,
      sort: { name: 'openedAt', descending: true },
      filters: [],
    });
  });

  it('takes a size, an order and filters, one of them given twice', () => {
    expect(
      readListRequest(MISSIONS, {
        limit: '10',
        sort: 'name',
        'filter[status]': ['open', 'closed'],
        'filter[division]': '621021',
      }),
    ).toEqual({
      limit: 10,
      sort: { name: 'name', descending: false },
      filters: [
        { name: 'status', values: ['open', 'closed'] },
        { name: 'division', values: ['621021'] },
      ],
    });
  });

  it.each([
    [{ limit: '0' }, 'limit', '1 to 100'],
    [{ limit: '101' }, 'limit', '1 to 100'],
    [{ limit: '1e1' }, 'limit', '1 to 100'],
    [{ limit: ['1', '2'] }, 'limit', 'the parameter once'],
    [{ sort: 'secret' }, 'sort', 'one of openedAt, -openedAt, name, -name'],
    [{ sort: 'constructor' }, 'sort', 'one of openedAt, -openedAt, name, -name'],
    [{ 'filter[status]': 'lost' }, 'filter[status]', 'one of open, closed'],
    [{ 'filter[openedSince]': 'yesterday' }, 'filter[openedSince]', 'an instant such as 2026-07-01T08:00:00Z'],
    [
      { 'filter[openedSince]': '2026-13-41T08:00:00Z' },
      'filter[openedSince]',
      'an instant such as 2026-07-01T08:00:00Z',
    ],
    [{ 'filter[division]': '庆阳' }, 'filter[division]', 'a division code, for example 621021'],
    [{ 'filter[password]': 'x' }, 'filter[password]', 'one of filter[status], filter[openedSince], filter[division]'],
    [{ 'filter[__proto__]': 'x' }, 'filter[__proto__]', 'one of filter[status], filter[openedSince], filter[division]'],
    [{ offset: '3' }, 'offset', 'one of limit, cursor, sort, filter[…]'],
    [{ cursor: 'bm8' }, 'cursor', 'the `next` of a page with the same sort'],
  ])('%j is refused, naming the parameter and what is accepted', (query, parameter, accepted) => {
    expect(faultsOf(query)).toEqual([
      expect.objectContaining({ parameter, accepted: expect.objectContaining({ en: accepted }) }),
    ]);
  });

  it('names every bad parameter at once', () => {
    expect(faultsOf({ limit: 'x', sort: 'y', 'filter[z]': '1' })).toHaveLength(3);
  });

  it('refuses a cursor of another order, and any that is made up', () => {
    const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const id = '0198f7a0-0000-7000-8000-000000000000';
    const good = cursor(['-openedAt', '2026-07-01 08:00:00.123456+00', id]);

    expect(readListRequest(MISSIONS, { cursor: good }).after).toEqual({
      value: '2026-07-01 08:00:00.123456+00',
      key: id,
    });
    for (const bad of [
      cursor(['name', 'a', id]),
      cursor(['-openedAt', 'now()', id]),
      cursor(['-openedAt', '2026-07-01T08:00:00Z', "'"]),
      cursor({}),
      good + '!',
    ]) {
      expect(faultsOf({ cursor: bad })).toHaveLength(1);
    }
  });

  it('answers any query at all with a request or with named faults', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.oneof(fc.constantFrom('limit', 'cursor', 'sort', 'filter[status]'), fc.string()),
          fc.oneof(fc.string(), fc.array(fc.string())),
        ),
        (query) => {
          const faults = faultsOf(query);
          expect(
            faults!.every(({ parameter, code }) => parameter !== undefined && code === 'parameter.not-acceptable'),
          ).toBe(true);
        },
      ),
    );
  });
});
