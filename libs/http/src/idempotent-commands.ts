import { createHash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { UnitOfWork, type Database, type Transaction } from '@libs/persistence';
import { NO_IDEMPOTENCY_KEY } from './idempotency-marks';
import { findAnswer, keepAnswer, takeKey, type KeptAnswer } from './idempotency-keys';
import { HttpProblem } from './problem';
import { serviceOf } from './route-service';

const COMMANDS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Headers of the first answer that belong to it as much as its body. */
const KEPT_HEADERS = ['etag', 'location'];

/**
 * Runs every command once per account and `Idempotency-Key`: key, effect, audit and answer are one transaction. A
 * second delivery waits for the first and gets its answer; what was refused or failed leaves no trace and may be tried
 * again with the same key.
 */
@Injectable()
export class IdempotentCommands implements NestInterceptor {
  private readonly units = new Map<string, UnitOfWork>();

  constructor(
    private readonly database: Database | undefined,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const routes = [context.getHandler(), context.getClass()];
    if (!COMMANDS.has(request.method) || this.reflector.getAllAndOverride<boolean>(NO_IDEMPOTENCY_KEY, routes))
      return next.handle();
    return from(
      this.once(request, http.getResponse<FastifyReply>(), () =>
        lastValueFrom(next.handle(), { defaultValue: undefined }),
      ),
    );
  }

  private async once(request: FastifyRequest, reply: FastifyReply, command: () => Promise<unknown>): Promise<unknown> {
    const key = keyOf(request);
    const service = serviceOf(request);
    if (!service) throw new Error(`${request.routeOptions.url} is not under /api/<service>/`);
    const who = { service, account: request.account?.id ?? 'public', key };
    const requestHash = hashOf(request);
    const outcome = await this.unitOf(who.service).run(
      async (tx): Promise<{ answer: unknown } | { kept: KeptAnswer }> => {
        if (!(await takeKey(tx, who, requestHash))) return { kept: await findAnswer(tx, who, requestHash) };
        const answer = await command();
        requireAudit(tx, request);
        await keepAnswer(tx, who, { status: reply.statusCode, body: answer, headers: headersOf(reply) });
        return { answer };
      },
    );
    if ('answer' in outcome) return outcome.answer;
    const { status, headers, body } = outcome.kept;
    void reply.status(status).headers({ ...headers, 'idempotency-replayed': 'true' });
    return body;
  }

  /** The service's use cases join the transaction that is opened here. */
  private unitOf(service: string): UnitOfWork {
    if (!this.database) throw new Error('commands need a database, or @NoIdempotencyKey()');
    const unit = this.units.get(service) ?? new UnitOfWork(this.database, service);
    this.units.set(service, unit);
    return unit;
  }
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && /^[!-~]{1,200}$/.test(key)) return key;
  if (key === undefined) throw new HttpProblem('idempotency.key-required');
  throw new HttpProblem('idempotency.key-required', {
    errors: [
      {
        header: 'Idempotency-Key',
        code: 'field.not-acceptable',
        found: String(key).slice(0, 100),
        accepted: { en: '1 to 200 visible ASCII characters', 'zh-CN': '1 至 200 个可见 ASCII 字符' },
      },
    ],
  });
}

/** What makes two requests the same. Secrets are left out: an unsalted hash of a password would give it away. */
function hashOf(request: FastifyRequest): Buffer {
  const body = Buffer.isBuffer(request.body)
    ? request.body
    : JSON.stringify(request.body ?? null, (name, value: unknown) =>
        /password|secret|token/i.test(name) ? '' : value,
      );
  return createHash('sha256')
    .update(`${request.method}\n${request.url}\n${String(request.headers['if-match'] ?? '')}\n`)
    .update(body)
    .digest();
}

const headersOf = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    KEPT_HEADERS.flatMap((name) =>
      reply.getHeader(name) === undefined ? [] : [[name, String(reply.getHeader(name))]],
    ),
  );

function requireAudit(tx: Transaction, request: FastifyRequest): void {
  if (!tx.audited) throw new Error(`${request.method} ${request.routeOptions.url} completed without an audit entry`);
}
