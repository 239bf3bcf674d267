import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '@libs/kernel';
import { childTraceparent, runInContext, type MessageContext } from '@libs/observability';
import { preferredLanguage, type Language } from './language';

declare module 'fastify' {
  interface FastifyRequest {
    /** Context of the whole request; null only before the first hook. */
    work: MessageContext | null;
  }
}

// Goes into logs, events and headers: nothing that could break a line or a header.
const SANE = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** Gives every request its correlation id and trace, which then follow it into logs, audit and events. */
export function carryContext(fastify: FastifyInstance): void {
  fastify.decorateRequest('work', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    const work = contextOf(request);
    request.work = work;
    // Answers hold what is true now and often personal data; a route that may be kept says so itself.
    reply.headers({ 'x-correlation-id': work.correlationId, 'cache-control': 'no-store' });
    runInContext(work, done);
  });
}

/** The request's context; made anew for what failed before the first hook. */
export function contextOf(request: FastifyRequest): MessageContext {
  if (request.work) return request.work;
  const given = request.headers['x-correlation-id'];
  const traceparent = request.headers.traceparent;
  return {
    correlationId: typeof given === 'string' && SANE.test(given) ? given : newId(),
    traceparent: childTraceparent(typeof traceparent === 'string' ? traceparent : undefined),
  };
}

export const languageOf = (request: FastifyRequest): Language => preferredLanguage(request.headers['accept-language']);

/** Path without the query, which may hold names. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!.slice(0, 500);
