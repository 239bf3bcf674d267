import { deploymentFaults, deploymentFiles } from './deployment';

const COMPOSE = 'docker/compose.yaml';
const EDGE = 'docker/nginx.conf';
const IMAGE = 'docker/Dockerfile';
const VALUES = 'docker/helm/fenghuo/values.yaml';
const PODS = 'docker/helm/fenghuo/templates/services.yaml';
const PARTS = 'docker/helm/fenghuo/templates/_fenghuo.tpl';
const INGRESS = 'docker/helm/fenghuo/templates/ingress.yaml';
const JOBS = 'docker/helm/fenghuo/templates/jobs.yaml';

describe('the files under docker/', () => {
  const files = deploymentFiles();

  it('say the same as the code: services, ports, jobs, environment, probes, routes, limits', () => {
    expect(deploymentFaults(files)).toEqual([]);
  });

  it.each([
    ['a service that is forgotten', COMPOSE, /^ {2}dispatch: .*\n/m, '', 'compose.yaml lacks dispatch'],
    ['a service that is not ours', COMPOSE, '  dispatch: {', '  despatch: {', 'compose.yaml has despatch'],
    ['a service that starts another', COMPOSE, 'apps/picture/src', 'apps/response/src', 'picture starts another'],
    ['a command that is not built', COMPOSE, 'tools/topics/main.js', 'tools/topic/main.js', 'topics starts'],
    ['a misspelt variable', COMPOSE, 'KAFKA_BROKERS:', 'KAFKA_BROKER:', 'nobody reads KAFKA_BROKER'],
    ['a variable that is left out', COMPOSE, /^ {4}KAFKA_BROKERS: .*\n/m, '', 'alerting has no KAFKA_BROKERS'],
    [
      'a broker elsewhere',
      COMPOSE,
      'KAFKA_BROKERS: kafka:9092',
      'KAFKA_BROKERS: kafka:9093',
      'nobody is at kafka:9093',
    ],
    ['keys that nobody serves', COMPOSE, 'well-known/jwks.json', 'well-known/keys.json', 'nobody serves AUTH_JWKS_URL'],
    ['a password with a default', COMPOSE, '${POSTGRES_PASSWORD:?}@', '${POSTGRES_PASSWORD:-x}@', 'may be left out'],
    [
      'a password that is written down',
      COMPOSE,
      'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}',
      'POSTGRES_PASSWORD: x',
      'is written down',
    ],
    [
      'no password of the first administrator',
      COMPOSE,
      /, REGISTRY_FIRST_PASSWORD: '[^']*'/,
      '',
      'the first administrator has no',
    ],
    ['services that do not wait for the migrations', COMPOSE, /^ {4}migrate: \{.*\n/m, '', 'does not wait for migrate'],
    [
      'services that are killed too early',
      COMPOSE,
      'stop_grace_period: 30s',
      'stop_grace_period: 5s',
      'before it has drained',
    ],
    [
      'a database that anybody reaches',
      COMPOSE,
      "volumes: ['postgres:",
      "ports: ['5432:5432']\n    volumes: ['postgres:",
      'postgres is reachable',
    ],
    ['another broker than the tests have', COMPOSE, 'apache/kafka:4.2.0', 'apache/kafka:3.9.1', 'is not Kafka 4.2.0'],
    [
      'a broker that makes topics by itself',
      COMPOSE,
      "TOPICS_ENABLE: 'false'",
      "TOPICS_ENABLE: 'true'",
      'AUTO_CREATE_TOPICS_ENABLE is not false',
    ],
    ['an image of root', IMAGE, 'USER node\n', '', 'runs as root'],
    ['an image with what only developers need', IMAGE, ' --omit=dev', '', 'packages of development'],
    ['an image of a demonstration', IMAGE, 'NODE_ENV=production', 'NODE_ENV=development', 'is not of production'],
    [
      'an image that cannot be installed',
      IMAGE,
      'COPY libs/cap/package.json libs/cap/\n',
      '',
      'npm ci does not find libs/cap',
    ],
    ['an image without the page', IMAGE, 'COPY apps/picture/web apps/picture/web\n', '', 'lacks apps/picture/web'],
    [
      'a route that leads elsewhere',
      EDGE,
      'set $service dispatch;',
      'set $service response;',
      'does not pass /api/dispatch/',
    ],
    [
      'a limit that is too small',
      EDGE,
      'client_max_body_size 4m',
      'client_max_body_size 1m',
      'limit for alerting is not 4194304',
    ],
    [
      'a limit of a service that needs none',
      EDGE,
      'client_max_body_size 256k',
      'client_max_body_size 9m',
      'limit for response',
    ],
    ['a stream that is held back', EDGE, 'proxy_buffering off; ', '', 'the stream is held back'],
    ['a quiet stream that is ended', EDGE, 'proxy_read_timeout 60s', 'proxy_read_timeout 10s', 'ends a quiet stream'],
    ['metrics for everybody', EDGE, /^ *location \/metrics .*\n/m, '', 'shows the metrics'],
    [
      'a client that names itself',
      EDGE,
      'X-Forwarded-For $remote_addr',
      'X-Forwarded-For $http_x_forwarded_for',
      'who it is',
    ],
    ['a chart without a service', VALUES, /^ {2}registry: .*\n/m, '', 'values.yaml lacks registry'],
    ['a chart with another limit', VALUES, 'maxBody: 32m', 'maxBody: 8m', 'limit for registry'],
    ['pods that are killed too early', VALUES, 'PeriodSeconds: 40', 'PeriodSeconds: 10', 'pods are killed'],
    ['a probe that nobody answers', PODS, 'path: /health/ready', 'path: /ready', 'nobody serves /ready'],
    ['another port', PODS, 'containerPort: 3000', 'containerPort: 8080', 'ports of chart and image differ'],
    ['a misspelt variable of the chart', PARTS, 'name: DATABASE_URL', 'name: DATABSE_URL', 'nobody reads DATABSE_URL'],
    ['pods of root', PARTS, 'runAsNonRoot: true', 'runAsNonRoot: false', 'may do too much'],
    ['a job that is not built', JOBS, 'tools/migrate/main.js', 'tools/migrations/main.js', 'is not built'],
    ['metrics for everybody by the ingress', INGRESS, 'path: /sign-in', 'path: /metrics', 'the ingress has /metrics'],
  ])('would be found out: %s', (_, path, from, to, fault) => {
    const text = files[path]!;
    const changed = typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to);

    expect(changed).not.toBe(text);
    expect(deploymentFaults({ ...files, [path]: changed })).toContainEqual(expect.stringContaining(fault));
  });
});
