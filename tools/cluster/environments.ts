import type { ServiceName } from './services';

/** What the processes of a cluster have to know of each other. */
export interface Surroundings {
  databaseUrl: string;
  brokers: string;
  redisUrl: string | undefined;
  /** Database connections in the pool of each service's process. */
  poolSize: number;
  /** Base URL of the edge. */
  url: string;
  host: string;
  port: number;
  dataDir: string;
  /** Addresses of the replicas. */
  replicas: Record<ServiceName, string[]>;
  /** Whether the edge waits for the demonstration city. */
  hasCity: boolean;
  /** Of the caller: wins over everything. */
  more: Record<string, string>;
}

export const CITY_CHECK = 'demonstration-city';

/** The environment of one replica of a service, which listens at `url`. */
export function serviceEnvironment(service: ServiceName, url: string, all: Surroundings): NodeJS.ProcessEnv {
  const { hostname, port } = new URL(url);
  return {
    DATABASE_POOL_SIZE: String(all.poolSize),
    FENGHUO_DEMO: 'true',
    ...process.env,
    DATABASE_URL: all.databaseUrl,
    DATABASE_MIGRATE: 'false',
    KAFKA_BROKERS: all.brokers,
    ...(all.redisUrl ? { REDIS_URL: all.redisUrl } : {}),
    HTTP_HOST: hostname,
    HTTP_PORT: port,
    HTTP_TRUSTED_PROXIES: '127.0.0.1',
    ...(service === 'registry'
      ? { AUTH_JWKS_URL: undefined, AUTH_SESSION_URL: undefined }
      : {
          AUTH_JWKS_URL: `${all.url}/api/registry/.well-known/jwks.json`,
          AUTH_SESSION_URL: `${all.url}/api/registry/session/open`,
        }),
    REGISTRY_CREDENTIALS_DIR: all.dataDir,
    ...all.more,
  };
}

export function edgeEnvironment(all: Surroundings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    EDGE_HOST: all.host,
    EDGE_PORT: String(all.port),
    EDGE_UPSTREAMS: JSON.stringify(all.replicas),
    EDGE_WAITS_FOR: all.hasCity ? CITY_CHECK : undefined,
    ...all.more,
  };
}
