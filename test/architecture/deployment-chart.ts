import { parse } from 'yaml';
import { SERVICES } from '../../tools/cluster/services';
import {
  bytes,
  code,
  differences,
  drainSeconds,
  existsInSource,
  knownVariables,
  largestBody,
  unless,
} from './deployment-code';

interface Values {
  services: Record<string, { replicas: number; maxBody: string }>;
  terminationGracePeriodSeconds: number;
}

/** @param files of the chart, by path within it. @param port on which a service listens. */
export function chartFaults(files: Record<string, string>, port: number): string[] {
  const values = parse(files['values.yaml']!) as Values;
  const template = (name: string): string => files[`templates/${name}`]!;
  const [services, jobs, ingress, parts] = ['services.yaml', 'jobs.yaml', 'ingress.yaml', '_fenghuo.tpl'].map(
    template,
  ) as [string, string, string, string];
  const variables = [...parts.matchAll(/^- name: ([A-Z_]+)$/gm)].map(([, name]) => name!);
  const probes = [...services.matchAll(/httpGet: \{ path: ([^,]+), port: http \}/g)].map(([, path]) => path!);
  const job = [...jobs.matchAll(/"(dist\/tools\/[^"]+)"/g)].map(([, path]) => path!);
  const shown = [...ingress.matchAll(/path: (\/[\w./-]*)(?:,| *$)/gm)]
    .map(([, path]) => path!)
    .filter((path) => !/^\/api\/(docs|openapi)/.test(path));
  const keys = /AUTH_JWKS_URL\s+value: "http:\/\/\{\{ \.Release\.Name \}\}-registry:(\d+)([^"]+)"/.exec(parts);
  return [
    ...differences('values.yaml', [...SERVICES], Object.keys(values.services)),
    ...SERVICES.filter(
      (name) => name in values.services && bytes(values.services[name]!.maxBody) !== largestBody(name),
    ).map((name) => `the ingress's limit for ${name} is not ${largestBody(name)} bytes`),
    ...unless(services.includes('args: ["dist/apps/{{ $service }}/src/main.js"]'), 'the chart starts something else'),
    ...differences('jobs.yaml', ['dist/tools/migrate/main.js', 'dist/tools/topics/main.js'], job),
    ...job.filter((path) => !existsInSource(path)).map((path) => `${path} is not built`),
    ...variables.filter((name) => !knownVariables().has(name)).map((name) => `the chart: nobody reads ${name}`),
    ...[
      'DATABASE_URL',
      'DATABASE_MIGRATE',
      'KAFKA_BROKERS',
      'AUTH_JWKS_URL',
      'REGISTRY_FIRST_PASSWORD',
      'HTTP_TRUSTED_PROXIES',
    ]
      .filter((name) => !variables.includes(name))
      .map((name) => `the chart does not set ${name}`),
    ...['DATABASE_URL', 'REDIS_URL', 'REGISTRY_FIRST_PASSWORD']
      .filter((name) => !new RegExp(`name: ${name}\\s+valueFrom: \\{ secretKeyRef`).test(parts))
      .map((name) => `${name} is no secret`),
    ...differences('the probes', ['/health/live', '/health/live', '/health/ready'], probes),
    ...probes.filter((path) => !(path in code.openApi.paths)).map((path) => `nobody serves ${path}`),
    ...unless(
      services.includes(`containerPort: ${port} `) && keys?.[1] === String(port),
      'the ports of chart and image differ',
    ),
    ...unless(keys && keys[2]! in code.openApi.paths, 'the chart: nobody serves AUTH_JWKS_URL'),
    ...unless(
      /runAsNonRoot: true/.test(parts) && /readOnlyRootFilesystem: true/.test(parts),
      'the pods may do too much',
    ),
    ...unless(values.terminationGracePeriodSeconds > drainSeconds() + 5, 'pods are killed before they have drained'),
    ...unless(ingress.includes('path: /api/{{ $service }}\n'), 'the ingress does not know the services'),
    ...differences('the ingress', pagePaths(), shown),
  ];
}

/** Routes of the live page, by its controller. */
function pagePaths(): string[] {
  const { text } = code.sources.find(({ path }) => path === 'apps/picture/src/page/page.http.ts')!;
  return [...text.matchAll(/@Get\((?:'([^']*)')?\)/g)].map(([, path = '']) => `/${path.replace(/\/:\w+$/, '')}`);
}
