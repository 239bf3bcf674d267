import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { runInContext } from '@libs/observability';
import { bodyLimitOf } from './body-rules';
import { HttpProblem, problemOf, type ProblemAnswer } from './problem';
import type { RefusalAudit } from './refusal-audit';
import { contextOf, languageOf, pathOf } from './request-context';
import type { RouteTable } from './route-table';

/** The one place where an error becomes an answer. Faults are logged here, once, under the correlation id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly audit: RefusalAudit,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const thrown = this.withWhatIsAccepted(error, request);
    const { body } = problemIn(thrown, request);
    await this.audit.record(request, body.status, body.code);
    answerProblem(thrown, request, http.getResponse<FastifyReply>());
  }

  /** Nest and fastify say only that an address or a size is wrong; the client is told what would be right. */
  private withWhatIsAccepted(error: unknown, request: FastifyRequest): unknown {
    if (!(error instanceof HttpException)) return error;
    if (error.getStatus() === 404 && request.is404) return this.routes.nothingAt(request.method, pathOf(request));
    if (error.getStatus() === 413)
      return new HttpProblem('body.too-large', { facts: { accepted: bodyLimitOf(request) } });
    return error;
  }
}

const logger = new Logger('Http');

const problemIn = (error: unknown, request: FastifyRequest): ProblemAnswer =>
  problemOf(error, {
    language: languageOf(request),
    path: pathOf(request),
    correlationId: contextOf(request).correlationId,
  });

/** Answers `error` as `application/problem+json` in the client's language. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const work = contextOf(request);
  const { correlationId } = work;
  const { body, headers, fault } = problemIn(error, request);
  if (fault) {
    runInContext(work, () =>
      logger.error(`${request.method} ${body.instance}: ${body.code} (${correlationId})`, stackOf(error)),
    );
  }
  // An answer that is under way (a live stream) cannot be replaced; cutting it tells the client.
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .code(body.status)
    .headers({ ...headers, 'x-correlation-id': correlationId, 'cache-control': 'no-store' })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
};
