import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CacheModule, RateLimits, readCacheConfig, type CacheConfig } from '@libs/cache';
import { Metrics } from '@libs/observability';
import { Database } from '@libs/persistence';
import { apiDocument } from './api-document';
import { serveApiPage } from './api-page';
import { AuthenticationGuard } from './authentication-guard';
import { readBodies } from './body-rules';
import { fastifyOptions } from './fastify-options';
import { readHttpConfig, type HttpConfig } from './http.config';
import { HttpModule } from './http.module';
import { IdempotentCommands } from './idempotent-commands';
import { ProblemFilter } from './problem-filter';
import { carryContext } from './request-context';
import { RequestRates } from './request-rates';
import { RefusalAudit } from './refusal-audit';
import { RouteTable } from './route-table';
import { TokenVerifier, type LocalIssuer } from './token-verifier';
import { RequestValidation } from './validation';

export interface HttpApplicationOptions {
  /** Taken from the environment when absent. */
  config?: HttpConfig;
  /** Taken from the environment when absent. */
  cache?: CacheConfig;
  logger?: LoggerService | false;
  /** Issuer of tokens in this process; the registry announces itself, tests give theirs. */
  issuer?: LocalIssuer;
}

/**
 * Nest on fastify with everything the edge promises: context, problem details, validation, authentication, limits.
 * Used by the standalone, by each service's main and by tests; the caller connects transports and listens.
 */
export async function createHttpApplication(
  root: Type | DynamicModule,
  options: HttpApplicationOptions = {},
): Promise<NestFastifyApplication> {
  const config = options.config ?? readHttpConfig();
  const cache = CacheModule.with(options.cache ?? readCacheConfig());
  const adapter = new FastifyAdapter(fastifyOptions(config));
  const fastify = adapter.getInstance();
  const routes = new RouteTable(fastify);
  carryContext(fastify);
  readBodies(fastify);
  fastify.decorateRequest('account', null);

  let document: string | undefined;
  serveApiPage(fastify, () => (document ??= JSON.stringify(apiDocument(app))));

  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    { module: class FenghuoHttp {}, imports: [HttpModule.with(config), cache, root] },
    adapter,
    {
      bodyParser: false,
      forceCloseConnections: true,
      return503OnClosing: true,
      logger: options.logger,
      abortOnError: false,
    },
  );
  app.useSecurityHeaders(SECURITY_HEADERS);
  app.enableCsrfProtection({ trustedOrigins: config.trustedOrigins });
  app.useGlobalPipes(new RequestValidation());
  const verifier = app.get(TokenVerifier);
  if (options.issuer) verifier.trust(options.issuer);
  const reflector = app.get(Reflector);
  const database = ifThere(() => app.get(Database, { strict: false }));
  const metrics = ifThere(() => app.get(Metrics, { strict: false }));
  const rates = new RequestRates(app.get(RateLimits), config.rates, metrics);
  app.useGlobalFilters(new ProblemFilter(routes, new RefusalAudit(database, verifier)));
  app.useGlobalGuards(new AuthenticationGuard(reflector, verifier, rates));
  app.useGlobalInterceptors(new IdempotentCommands(database, reflector));
  return app;
}

/** A process without a database has to do without idempotency keys, one without metrics is not watched. */
function ifThere<T>(part: () => T): T | undefined {
  try {
    return part();
  } catch {
    return undefined;
  }
}

const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    directives: {
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      // The standalone speaks plain HTTP in a county's own network; the reverse proxy in front of a city speaks TLS.
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
} as const;
