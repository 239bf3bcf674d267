import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@libs/persistence';
import { startChild, type Child } from '../child';
import type { BenchContext } from '../goal';
import { capOf } from '../load/alert';
import type { AlertPath } from '../load/phase';

/** The product as it is run: in one process, or a process for each service over Kafka. */
export interface Product extends AlertPath {
  database: Database;
  /** By service; of several replicas each. The standalone is all of them. */
  processes: { service: string; pid: number }[];
}

interface Started {
  children: (Child & { service: string; url: string })[];
  passwordOf(username: string): string;
}

/** Services that a warning passes on its way; the registry signs people in. */
const SERVICES = ['registry', 'alerting', 'response', 'picture'] as const;
export type ThreadService = (typeof SERVICES)[number];

/** Connections of a service's process: with 16 each, seven processes ask a server for more than its hundred. */
const POOL_SIZE = '8';

/**
 * @param replicas more than one process of a service; over Kafka only.
 * @param more variables of its environment
 */
export async function startProduct(
  { transport, brokers, database }: BenchContext,
  replicas: Partial<Record<ThreadService, number>> = {},
  more: Record<string, string> = {},
): Promise<Product> {
  const { url: databaseUrl } = await database();
  const folder = await mkdtemp(join(tmpdir(), 'fenghuo-bench-product-'));
  const env = {
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: brokers,
    FENGHUO_DEMO: 'true',
    HTTP_PORT: '0',
    HTTP_HOST: '127.0.0.1',
    ...more,
  };
  const { children, passwordOf } =
    transport === 'kafka' ? await startServices(folder, env, replicas) : await startStandalone(folder, env);

  const urlsOf = (service: ThreadService): string[] => {
    const own = children.filter((child) => child.service === service);
    return (own.length > 0 ? own : children).map(({ url }) => url);
  };
  const tokenOf = async (username: string): Promise<string> => {
    const answer = await fetch(`${urlsOf('registry')[0]}/api/registry/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: passwordOf(username) }),
    });
    if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status}`);
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const outside = await Database.open({ url: databaseUrl });
  return {
    name: 'the product',
    postUrls: urlsOf('alerting').map((url) => `${url}/api/alerting/cap`),
    bodyOf: capOf,
    streamUrl: `${urlsOf('picture')[0]}/api/picture/stream`,
    headers: async () => ({
      post: { 'content-type': 'application/cap+xml', authorization: `Bearer ${await tokenOf('feed')}` },
      stream: { authorization: `Bearer ${await tokenOf('duty-officer')}` },
    }),
    taken: async () => {
      const [row] = await outside.query<{ n: string }>('select count(*) as n from response.warnings');
      return Number(row!.n);
    },
    settle: () => untilUnchanged(outside),
    database: outside,
    processes: children.map(({ service, process }) => ({ service, pid: process.pid! })),
    stop: async () => {
      await outside.close();
      await Promise.all(children.map((child) => child.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Looks between which nothing has moved, for the product to count as quiet, and their pause. */
const QUIET_LOOKS = 3;
const LOOK_AGAIN_MS = 200;

async function untilUnchanged(database: Database): Promise<void> {
  let [before, same] = ['', 0];
  while (same < QUIET_LOOKS) {
    await pause(LOOK_AGAIN_MS);
    const [row] = await database.query<{ now: string }>(
      `select concat_ws(' ', (select count(*) from response.inbox), (select position from picture.stream_head),
         (select count(*) from alerting.outbox), (select count(*) from response.outbox)) as now`,
    );
    same = row!.now === before ? same + 1 : 0;
    before = row!.now;
  }
}

async function startStandalone(folder: string, env: Record<string, string>): Promise<Started> {
  const child = await startChild('apps/standalone/src/application.js', {
    words: ['--empty'],
    hasParent: true,
    env: { ...env, HOST: '127.0.0.1', PORT: '0', FENGHUO_DATA_DIR: folder },
    logFile: join(folder, 'standalone.log'),
    ready: /(http:\/\/[\d.:]+)\//,
  });
  const file = readFileSync(join(folder, 'demo-credentials.json'), 'utf8');
  const accounts = JSON.parse(file) as { username: string; password: string }[];
  return {
    children: [{ ...child, service: 'standalone', url: child.said }],
    passwordOf: (username) => accounts.find((account) => account.username === username)!.password,
  };
}

async function startServices(
  folder: string,
  env: Record<string, string>,
  replicas: Partial<Record<ThreadService, number>>,
): Promise<Started> {
  const start = async (service: ThreadService, number: number, more: Record<string, string> = {}) => {
    const child = await startChild(`apps/${service}/src/main.js`, {
      env: { ...env, DATABASE_POOL_SIZE: POOL_SIZE, ...more },
      logFile: join(folder, `${service}-${number}.log`),
      ready: /^(http:\/\/[\d.:]+)$/m,
    });
    return { ...child, service, url: child.said };
  };
  const registry = await start('registry', 1);
  const passwords = new Map(
    [...registry.output().matchAll(/仅显示一次: (\S+) (\S+)/g)].map(([, name, password]) => [name!, password!]),
  );
  const issuer = { AUTH_JWKS_URL: `${registry.url}/api/registry/.well-known/jwks.json` };
  const children = [registry];
  for (const service of SERVICES.slice(1))
    for (let number = 1; number <= (replicas[service] ?? 1); number++)
      children.push(await start(service, number, issuer));
  return { children, passwordOf: (username) => passwords.get(username)! };
}
