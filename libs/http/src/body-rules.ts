import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RouteConfig } from '@nestjs/platform-fastify';
import { parseJsonBody } from './json-body';
import { HttpProblem } from './problem';

interface BodyRule {
  /** Media types the route reads, without parameters. JSON when absent. */
  types?: string[];
  /** Bytes; the application's limit when absent. */
  limit?: number;
}

/**
 * What a route reads when it is not a JSON body of usual size:
 * `@AcceptsBody({ types: ['application/cap+xml', 'application/xml'], limit: 4 * 1024 * 1024 })`.
 * Anything but JSON reaches the handler as a Buffer.
 */
export const AcceptsBody = (rule: BodyRule) => RouteConfig({ body: rule });

const JSON_ONLY = ['application/json'];

const ruleOf = (request: FastifyRequest): BodyRule =>
  (request.routeOptions.config as { body?: BodyRule } | undefined)?.body ?? {};

/** Installs what is read from a request, and refuses the rest before a byte of the body is kept. */
export function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(JSON_ONLY, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body as Buffer));
    } catch (problem) {
      done(problem as Error);
    }
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  fastify.addHook('onRoute', (route) => {
    const limit = (route.config as { body?: BodyRule } | undefined)?.body?.limit;
    if (limit !== undefined) route.bodyLimit = limit;
  });
  fastify.addHook('onRequest', (request, reply, done) => done(refusalOfBody(request, reply)));
}

function refusalOfBody(request: FastifyRequest, reply: FastifyReply): HttpProblem | undefined {
  const { 'content-encoding': encoding, 'content-type': type, 'content-length': length } = request.headers;
  const carriesBody = request.headers['transfer-encoding'] !== undefined || Number(length ?? 0) > 0;
  if (!carriesBody || request.is404) return undefined;
  // Not even tried: a kilobyte of gzip can be a gigabyte of text.
  if (encoding && encoding.toLowerCase() !== 'identity') {
    return refuse(
      reply,
      new HttpProblem('content-encoding.unsupported', {
        facts: { found: encoding, accepted: 'identity' },
        headers: { 'accept-encoding': 'identity' },
      }),
    );
  }
  const accepted = ruleOf(request).types ?? JSON_ONLY;
  const found = (type ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (accepted.includes(found)) return undefined;
  return refuse(
    reply,
    new HttpProblem('media-type.unsupported', {
      facts: { found: found || 'none', accepted: accepted.join(', ') },
      headers: { accept: accepted.join(', ') },
    }),
  );
}

/** The body is never read, so the connection cannot be used again. */
function refuse(reply: FastifyReply, problem: HttpProblem): HttpProblem {
  reply.header('connection', 'close');
  return problem;
}

/** The limit in words, for a 413. */
export const bodyLimitOf = (request: FastifyRequest): string => {
  const kilobytes = (request.routeOptions?.bodyLimit ?? 0) / 1024;
  return kilobytes >= 1024 ? `${Math.round(kilobytes / 102.4) / 10} MB` : `${Math.round(kilobytes)} kB`;
};
