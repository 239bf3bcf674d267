import { parse } from 'yaml';
import { readHttpConfig } from '@libs/http';
import { readMessagingConfig } from '@libs/messaging';
import { readRegistryConfig } from '../../apps/registry/src/registry.config';
import { SERVICES } from '../../tools/cluster/services';
import { serverProperties } from '../../tools/kafka/server-properties';
import { code, differences, drainSeconds, existsInSource, knownVariables, unless } from './deployment-code';

type Environment = Record<string, string>;

interface ComposeService {
  image: string;
  command?: string[];
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
  ports?: string[];
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
}

/** @param text of compose.yaml. @param port on which a service listens inside. */
export function composeFaults(text: string, port: number): string[] {
  const { services } = parse(text, { merge: true }) as { services: Record<string, ComposeService> };
  const built = Object.entries(services).filter(([, { image }]) => image.startsWith('fenghuo:'));
  const names = built.map(([name]) => name);
  return [
    ...differences('compose.yaml', [...SERVICES, 'migrate', 'topics'], names),
    ...built.flatMap(([name, service]) => [
      ...unless(
        existsInSource(service.command?.[0]),
        `${name} starts ${service.command?.join(' ')}, which is not built`,
      ),
      ...environmentFaults(name, resolved(service.environment), port, hostsOf(services)),
    ]),
    ...SERVICES.filter((name) => name in services).flatMap((name) => {
      const { depends_on: waits = {}, stop_grace_period: grace = '' } = services[name]!;
      return [
        ...unless(waits.migrate?.condition === 'service_completed_successfully', `${name} does not wait for migrate`),
        ...unless(waits.topics?.condition === 'service_completed_successfully', `${name} does not wait for topics`),
        ...unless(parseInt(grace) > drainSeconds(), `${name} is killed before it has drained`),
        ...unless(services[name]!.command?.[0] === `dist/apps/${name}/src/main.js`, `${name} starts another service`),
      ];
    }),
    ...secretFaults(text),
    ...kafkaFaults(services.kafka!),
    ...Object.entries(services).flatMap(([name, { deploy, ports = [], image }]) => [
      ...unless(deploy?.resources.limits.memory, `${name} has no limit`),
      ...unless(/:[\d.]+/.test(image), `${name} has an image without a version`),
      ...unless(ports.length === 0 || name === 'edge', `${name} is reachable from outside`),
    ]),
  ];
}

/** Reads a service's environment as the service does. */
function environmentFaults(name: string, env: Environment, port: number, hosts: Set<string>): string[] {
  const unknown = Object.keys(env).filter((key) => !knownVariables().has(key));
  const http = readHttpConfig({ HTTP_PORT: String(port), ...env });
  const registry = readRegistryConfig({ NODE_ENV: 'production', ...env });
  const { brokers } = readMessagingConfig(env);
  const keys = http.jwksUrl ? new URL(http.jwksUrl) : undefined;
  const [database] = [env.DATABASE_URL ? new URL(env.DATABASE_URL) : undefined];
  const places = [keys?.host, database?.host, ...brokers, env.REDIS_URL && new URL(env.REDIS_URL).host];
  return [
    ...unknown.map((key) => `${name}: nobody reads ${key}`),
    ...unless(database, `${name} has no DATABASE_URL`),
    ...unless(brokers.length > 0, `${name} has no KAFKA_BROKERS`),
    ...unless(env.DATABASE_MIGRATE === 'false', `${name} migrates although a job does`),
    ...unless(keys && keys.pathname in code.openApi.paths, `${name}: nobody serves AUTH_JWKS_URL`),
    ...unless(http.trustedProxies.length > 0, `${name} takes the edge for the client`),
    ...unless(!registry.demonstration, `${name} makes demonstration accounts`),
    ...unless(name !== 'registry' || registry.firstPassword, `the first administrator has no password`),
    ...places.filter((place) => place && !hosts.has(place)).map((place) => `${name}: nobody is at ${place}`),
  ];
}

/** With something in the place of what the operator has to fill in. */
function resolved(environment: ComposeService['environment'] = {}): Environment {
  const entries = Object.entries(environment).map(([name, value]) => [
    name,
    String(value).replace(/\$\{\w+:\?\}/g, 'filled-in-by-hand'),
  ]);
  return Object.fromEntries(entries) as Environment;
}

/** Host and port of all that listens inside. */
function hostsOf(services: Record<string, ComposeService>): Set<string> {
  const ports: Record<string, number> = { postgres: 5432, kafka: 9092, redis: 6379 };
  return new Set(Object.keys(services).map((name) => `${name}:${ports[name] ?? 3000}`));
}

/** Every password is asked for, none has a default. */
function secretFaults(text: string): string[] {
  const used = [...text.matchAll(/\$\{(\w*PASSWORD\w*)([^}]*)\}/g)];
  const written = [...text.matchAll(/^\s*(\w*PASSWORD\w*|REDISCLI_AUTH): *(?!['"]?\$\{)(\S+)/gm)];
  return [
    ...used.filter(([, , rest]) => rest !== ':?').map(([, name]) => `${name} may be left out`),
    ...written.map(([, name]) => `${name} is written down`),
  ];
}

/** The broker is the version and has the settings on which the tests run, but for its place. */
function kafkaFaults({ image, environment = {} }: ComposeService): string[] {
  const ours = serverProperties({ broker: 1, controller: 2, data: '/data' }).trim().split('\n');
  const place = /voters|listeners|listener\.|log\.dirs|roles|node\.id/;
  const settings = ours.map((line) => line.split('=') as [string, string]).filter(([name]) => !place.test(name));
  const variable = (name: string): string => `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`;
  return [
    ...unless(image === `apache/kafka:${code.kafkaVersion}`, `the broker is not Kafka ${code.kafkaVersion}`),
    ...settings
      .filter(([name, value]) => String(environment[variable(name)]) !== value)
      .map(([name, value]) => `the broker's ${variable(name)} is not ${value}`),
    ...unless(String(environment.KAFKA_ADVERTISED_LISTENERS).endsWith('//kafka:9092'), 'the broker is not found'),
  ];
}
