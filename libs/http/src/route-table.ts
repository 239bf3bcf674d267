import type { FastifyInstance, RouteOptions } from 'fastify';
import { HttpProblem } from './problem';

/** Knows which methods each address answers to, so that a wrong method is told apart from a wrong address. */
export class RouteTable {
  private readonly methods = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', (route: RouteOptions) => this.add(route.url, [route.method].flat()));
  }

  private add(url: string, methods: string[]): void {
    const pattern = new RegExp(
      `^${url
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/:[^/.-]+/g, '[^/]+')
        .replace(/\*/g, '.*')}/?$`,
    );
    const known = this.methods.get(url) ?? { pattern, methods: new Set<string>() };
    for (const method of methods) known.methods.add(method.toUpperCase());
    this.methods.set(url, known);
  }

  /** 405 with what the address answers to, or 404 when there is nothing. */
  nothingAt(method: string, path: string): HttpProblem {
    const allowed = [...this.methods.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap(({ methods }) => [...methods]);
    if (allowed.length === 0 || allowed.includes(method))
      return new HttpProblem('route.not-found', { facts: { path } });
    const accepted = [...new Set(allowed)].sort().join(', ');
    return new HttpProblem('method.not-allowed', { facts: { path, accepted }, headers: { allow: accepted } });
  }
}
