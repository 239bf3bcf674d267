import { SERVICES, type ServiceName } from './services';

/** What the processes of a cluster have to know of each other. */
export interface Surroundings {
  databaseUrl: string;
  brokers: string;
  redisUrl: string | undefined;
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

/** Connections of all services together: PostgreSQL has 200 here, and each process takes some outside of its pool. */
const POOLED_CONNECTIONS = 120;
export const CITY_CHECK = 'demonstration-city';

/** The environment of one replica of a service, which listens at `url`. */
export function serviceEnvironment(service: ServiceName, url: string, all: Surroundings): NodeJS.ProcessEnv {
  const processes = SERVICES.reduce((sum, name) => sum + all.replicas[name].length, 0);
  const { hostname, port } = new URL(url);
  return {
    DATABASE_POOL_SIZE: String(Math.max(4, Math.min(16, Math.floor(POOLED_CONNECTIONS / processes)))),
    FENGHUO_DEMO: 'true',
    ...process.env,
    DATABASE_URL: all.databaseUrl,
    DATABASE_MIGRATE: 'false',
    KAFKA_BROKERS: all.brokers,
    ...(all.redisUrl ? { REDIS_URL: all.redisUrl } : {}),
    HTTP_HOST: hostname,
    HTTP_PORT: port,
    HTTP_TRUSTED_PROXIES: '127.0.0.1',
    AUTH_JWKS_URL: service === 'registry' ? undefined : `${all.url}/api/registry/.well-known/jwks.json`,
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
