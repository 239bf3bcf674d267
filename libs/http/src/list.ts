import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { LocalText } from '@libs/kernel';
import { ACCEPTED_BY_TYPE, isOfType } from './list-columns';
import { readCursor } from './list-cursor';
import type { ListDefinition, ListRequest } from './list-definition';
import { HttpProblem, type RequestFault } from './problem';

/** Reads `limit`, `cursor`, `sort` and `filter[…]`. Throws HttpProblem `request.invalid`, naming each bad parameter. */
export function readListRequest(definition: ListDefinition, query: Record<string, unknown>): ListRequest {
  const faults: RequestFault[] = [];
  const fail = (parameter: string, found: unknown, accepted: LocalText): undefined => {
    faults.push({ parameter, code: 'parameter.not-acceptable', found: String(found).slice(0, 100), accepted });
  };
  const once = (name: string): string | undefined => {
    const given = query[name];
    if (given === undefined || typeof given === 'string') return given;
    return fail(name, given, { en: 'the parameter once', 'zh-CN': '该参数只出现一次' });
  };

  const most = definition.maxLimit ?? 200;
  const wantedLimit = once('limit') ?? String(Math.min(definition.defaultLimit ?? 50, most));
  const limit = /^\d{1,6}$/.test(wantedLimit) ? Number(wantedLimit) : 0;
  if (limit < 1 || limit > most) fail('limit', wantedLimit, { en: `1 to ${most}`, 'zh-CN': `1 至 ${most}` });

  const wantedSort = once('sort') ?? definition.defaultSort;
  const sort = { name: wantedSort.replace(/^-/, ''), descending: wantedSort.startsWith('-') };
  const sorts = Object.keys(definition.sort);
  if (!sorts.includes(sort.name)) fail('sort', wantedSort, oneOf(sorts.flatMap((name) => [name, `-${name}`])));

  const filters = Object.keys(query).flatMap((parameter) => {
    const [, name] = /^filter\[([^\]]*)\]$/.exec(parameter) ?? [];
    if (name === undefined) return [];
    const filter = Object.hasOwn(definition.filter ?? {}, name) ? definition.filter![name] : undefined;
    if (!filter) {
      fail(parameter, query[parameter], oneOf(Object.keys(definition.filter ?? {}).map((known) => `filter[${known}]`)));
      return [];
    }
    const values = [query[parameter]].flat().map(String).slice(0, 50);
    const bad = values.find(
      (value) => !isOfType(filter.type, value) || (filter.oneOf && !filter.oneOf.includes(value)),
    );
    if (bad !== undefined) fail(parameter, bad, filter.oneOf ? oneOf(filter.oneOf) : ACCEPTED_BY_TYPE[filter.type]);
    return [{ name, values }];
  });

  for (const parameter of Object.keys(query)) {
    if (!/^(limit|cursor|sort|filter\[[^\]]*\])$/.test(parameter))
      fail(parameter, query[parameter], oneOf(['limit', 'cursor', 'sort', 'filter[…]']));
  }

  const request: ListRequest = { limit, sort, filters };
  const wantedCursor = once('cursor');
  if (wantedCursor !== undefined && faults.length === 0) {
    request.after =
      readCursor(wantedCursor, definition, request) ??
      fail('cursor', wantedCursor, {
        en: 'the `next` of a page with the same sort',
        'zh-CN': '同一排序下某一页返回的 next',
      });
  }
  if (faults.length > 0) throw new HttpProblem('request.invalid', { facts: { count: faults.length }, errors: faults });
  return request;
}

const oneOf = (values: readonly string[]): LocalText => ({
  en: values.length > 0 ? `one of ${values.join(', ')}` : 'nothing',
  'zh-CN': values.length > 0 ? `以下之一：${values.join(', ')}` : '无',
});

/** The checked request of a list: `@ListQuery(MESSAGES) list: ListRequest`. */
export const ListQuery = createParamDecorator((definition: ListDefinition, context: ExecutionContext): ListRequest =>
  readListRequest(definition, context.switchToHttp().getRequest<FastifyRequest>().query as Record<string, unknown>),
);

/** Describes a list's parameters in the API document. */
export const Lists = (definition: ListDefinition) =>
  applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: {
        type: 'integer',
        minimum: 1,
        maximum: definition.maxLimit ?? 200,
        default: definition.defaultLimit ?? 50,
      },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: '`next` of the page before · 上一页的 next',
      schema: { type: 'string' },
    }),
    ApiQuery({
      name: 'sort',
      required: false,
      schema: {
        type: 'string',
        default: definition.defaultSort,
        enum: Object.keys(definition.sort).flatMap((name) => [name, `-${name}`]),
      },
    }),
    ...Object.entries(definition.filter ?? {}).map(([name, filter]) =>
      ApiQuery({
        name: `filter[${name}]`,
        required: false,
        schema: { type: 'string', ...(filter.oneOf ? { enum: [...filter.oneOf] } : {}) },
      }),
    ),
  );
