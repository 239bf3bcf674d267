import { applyDecorators } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBody } from '@nestjs/swagger';
import type { LocalText } from '@libs/kernel';
import { pointerOf } from './json-body';
import { HttpProblem, type RequestFault } from './problem';

/**
 * For hot routes: the body is checked by a JSON Schema that fastify compiles once, instead of by class-validator, which
 * costs ten times as much. The handler takes `@Body() body: SomeInterface`, an interface and not a class.
 */
export const CompiledBody = (schema: Record<string, unknown>) =>
  applyDecorators(RouteSchema({ body: schema }), ApiBody({ schema }));

interface SchemaFault {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}

/** The faults that a compiled schema found, as the same problem that class-validator's would be; else undefined. */
export function schemaProblem(error: unknown): HttpProblem | undefined {
  const { code, validation } = error as { code?: unknown; validation?: SchemaFault[] };
  if (code !== 'FST_ERR_VALIDATION' || !validation) return undefined;
  const errors = validation.slice(0, 50).map(faultOf);
  return new HttpProblem('request.invalid', { facts: { count: validation.length }, errors });
}

function faultOf({ instancePath, keyword, params, message = keyword }: SchemaFault): RequestFault {
  const below =
    keyword === 'required'
      ? params.missingProperty
      : keyword === 'additionalProperties'
        ? params.additionalProperty
        : undefined;
  const pointer = below === undefined ? instancePath : instancePath + pointerOf([String(below)]);
  return {
    pointer,
    code: CODES[keyword] ?? 'field.not-acceptable',
    accepted: acceptedBySchema(keyword, params, message),
  };
}

const CODES: Record<string, string> = { required: 'field.required', additionalProperties: 'field.unknown' };

function acceptedBySchema(keyword: string, params: Record<string, unknown>, message: string): LocalText {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
      return { en: 'a value', 'zh-CN': '一个值' };
    case 'additionalProperties':
      return { en: 'no such field', 'zh-CN': '没有该字段' };
    case 'type':
      return { en: `a value of type ${String(params.type)}`, 'zh-CN': `${String(params.type)} 类型的值` };
    case 'enum': {
      const values = (params.allowedValues as unknown[]).join(', ');
      return { en: `one of ${values}`, 'zh-CN': `以下之一：${values}` };
    }
    case 'minLength':
      return { en: `at least ${limit} characters`, 'zh-CN': `至少 ${limit} 个字符` };
    case 'maxLength':
      return { en: `at most ${limit} characters`, 'zh-CN': `最多 ${limit} 个字符` };
    case 'minimum':
      return { en: `at least ${limit}`, 'zh-CN': `不小于 ${limit}` };
    case 'maximum':
      return { en: `at most ${limit}`, 'zh-CN': `不大于 ${limit}` };
    default:
      return { en: message, 'zh-CN': message };
  }
}
