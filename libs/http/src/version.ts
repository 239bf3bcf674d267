import {
  applyDecorators,
  createParamDecorator,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { defineRefusals } from '@libs/kernel';
import { HttpProblem } from './problem';

const refuse = defineRefusals({
  'record.changed': {
    kind: 'precondition',
    text: {
      en: 'The record is at version {current}, your change was made to version {expected}; read it again.',
      'zh-CN': '该记录当前为第 {current} 版，您的修改基于第 {expected} 版，请重新读取。',
    },
  },
});

/** For use cases, with the row locked: refuses `record.changed` (412) unless the edit was made to the current version. */
export function requireVersion(current: number, expected: number): void {
  if (current !== expected) refuse('record.changed', { current, expected });
}

/** Puts the `version` of the answered record into the `ETag` header. */
class VersionTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const version = (answer as { version?: unknown } | null | undefined)?.version;
        if (typeof version === 'number') reply.header('etag', `"${version}"`);
        return answer;
      }),
    );
  }
}

/** A route that answers one record: its `version` is also the `ETag`. */
export const Versioned = () => UseInterceptors(new VersionTag());

/** A route that edits one record: `If-Match` with the `ETag` that was read is required; read it by `@ExpectedVersion()`. */
export const EditsVersion = () =>
  applyDecorators(
    Versioned(),
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag that was read · 读取时的 ETag',
      schema: { type: 'string', example: '"1"' },
    }),
  );

/** The version that an edit was made to: 428 when `If-Match` is missing, 400 when it is not an `ETag` of ours. */
export const ExpectedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  readIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

export function readIfMatch(header: string | undefined): number {
  // `*` would mean "whatever it is now", which is the overwriting this guards against.
  if (header === undefined || header.trim() === '' || header.trim() === '*')
    throw new HttpProblem('precondition.required');
  const [, version] = /^"(\d{1,15})"$/.exec(header.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw new HttpProblem('request.invalid', {
    facts: { count: 1 },
    errors: [
      {
        header: 'If-Match',
        code: 'field.not-acceptable',
        found: header.slice(0, 100),
        accepted: { en: 'one ETag as it was read, for example "1"', 'zh-CN': '读取时的一个 ETag，例如 "1"' },
      },
    ],
  });
}
