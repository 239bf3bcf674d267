import type { FastifyRequest } from 'fastify';

/** The service a route belongs to, by its prefix `/api/<service>/…`; it is also the name of the service's schema. */
export function serviceOf(request: FastifyRequest): string | undefined {
  return /^\/api\/([a-z]+)\//.exec(`${request.routeOptions?.url ?? ''}/`)?.[1];
}
