import type { IncomingHttpHeaders } from 'node:http2';
import httpProxy from '@fastify/http-proxy';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Agent } from 'undici';
import {
  answerProblem,
  carryContext,
  contextOf,
  fastifyOptions,
  HttpProblem,
  serveApiPage,
  type HttpConfig,
} from '@libs/http';
import type { Readiness } from '@libs/observability';
import { failOver } from './fail-over';
import { mergedDocument } from './merged-document';
import { Replicas } from './replicas';

/** Serves the page, and with it everything that is not under `/api/<service>`. */
const PAGE = 'picture';
/** Below the services' own 30 s: a connection that is about to be closed is not taken for a request; ms. */
const KEEP_ALIVE_MS = 15_000;
const CONNECT_TIMEOUT_MS = 1_000;
/** Longest wait for an answer to begin; ms. */
const ANSWER_TIMEOUT_MS = 60_000;
/** Of the hop before, or what the client towards the services does not speak. */
const HOP_HEADERS = ['expect', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];

/** One address for all services: `/api/<service>/…` to the service's replicas, the rest to the page's. */
export async function createEdge(
  upstreams: Record<string, string[]>,
  http: HttpConfig,
  readiness: Readiness,
): Promise<FastifyInstance> {
  const edge = fastify(fastifyOptions(http));
  carryContext(edge);
  edge.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
  const replicas = new Map(Object.entries(upstreams).map(([service, origins]) => [service, new Replicas(origins)]));
  const agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: ANSWER_TIMEOUT_MS,
    // A live stream is silent for as long as nothing happens; its pings and the services' own limits end what is dead.
    bodyTimeout: 0,
  });
  edge.addHook('onClose', () => agent.destroy());
  const dispatcher = agent.compose(failOver((service) => replicas.get(service)!));

  edge.get('/health/live', () => ({ live: true }));
  edge.get('/health/ready', async (_request, reply) => {
    const report = await readiness.report();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
  serveApiPage(edge, () => mergedDocument(dispatcher, [...replicas.keys()]));
  for (const service of replicas.keys()) {
    const prefix = service === PAGE ? '/' : `/api/${service}`;
    await edge.register(httpProxy, {
      upstream: `http://${service}`,
      prefix,
      rewritePrefix: prefix,
      undici: dispatcher,
      disableRequestLogging: true,
      replyOptions: {
        retryDelay: () => null,
        rewriteRequestHeaders: (request, headers) =>
          forwarded(request as unknown as FastifyRequest, headers as IncomingHttpHeaders),
        onError: (reply, { error }) => {
          const { request } = reply as unknown as FastifyReply;
          answerProblem(problemOf(error, service), request, reply as unknown as FastifyReply);
        },
      },
    });
  }
  return edge;
}

/** The request's headers as the service gets them: its host and its client, as far as we can vouch for them. */
function forwarded(request: FastifyRequest, headers: IncomingHttpHeaders) {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name)));
  const { host } = request.headers;
  return {
    ...kept,
    host,
    'x-forwarded-host': request.host,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-for': [...(request.ips ?? [request.ip])].reverse().join(', '),
    'x-correlation-id': contextOf(request).correlationId,
  };
}

const NOBODY = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

function problemOf(error: Error, service: string): HttpProblem {
  const { code } = (error.cause ?? error) as NodeJS.ErrnoException;
  const isUnreached = NOBODY.test(code ?? '');
  const more = { facts: { service }, headers: { 'retry-after': '1' } };
  return new HttpProblem(isUnreached ? 'unavailable' : 'answer.lost', more);
}
