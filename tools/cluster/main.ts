import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { complain, print, say } from '../../apps/standalone/src/launcher-console';
import { EXIT, reasonOf } from '../../apps/standalone/src/launcher';
import { withoutPassword } from '../../apps/standalone/src/launcher-database';
import { WishToEnd } from '../../apps/standalone/src/launcher-wish';
import { readLauncherConfig } from '../../apps/standalone/src/launcher.config';
import type { Credentials } from '../../apps/registry/src/accounts/first-accounts/first-accounts';
import { readArguments } from './arguments';
import { startCluster, type Cluster } from './cluster';

// npm run cluster: every service as a process of its own, over Kafka and PostgreSQL, until Ctrl-C.

const DATA_DIR = join('.data', 'cluster');

async function main(): Promise<number> {
  const begun = Date.now();
  const { replicas, isEmpty, port } = readArguments(process.argv.slice(2));
  const config = readLauncherConfig({ ...process.env, FENGHUO_DATA_DIR: process.env.FENGHUO_DATA_DIR || DATA_DIR });
  say({ 'zh-CN': '正在启动集群：数据库、Kafka、各服务……', en: 'Starting the cluster: database, Kafka, services…' });
  // Before there is a cluster to kill, what we have started ends after us.
  let force = (): void => process.exit(EXIT.forced);
  const wish = new WishToEnd(config, () => force());
  const cluster = await startCluster({
    dataDir: config.dataDir,
    host: config.host,
    port: port ?? config.port,
    replicas,
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    ...(process.env.KAFKA_BROKERS ? { brokers: process.env.KAFKA_BROKERS } : {}),
    ...(process.env.REDIS_URL ? { redisUrl: process.env.REDIS_URL } : {}),
    isEmpty,
    say,
    complain,
  });
  force = () => cluster.kill();
  let code: number = EXIT.clean;
  try {
    print(`烽火 Fenghuo  ${cluster.url}`);
    if (await Promise.race([cluster.whenReady().then(() => true), wish.asked.then(() => false)])) {
      announce(cluster, begun);
      await wish.asked;
    }
  } catch (error) {
    complain(reasonOf(error));
    code = EXIT.cannotStart;
  }
  const isDrained = await cluster.stop();
  if (!isDrained) code = EXIT.forced;
  say({ 'zh-CN': '已停止', en: 'Stopped' });
  return wish.isForced ? EXIT.forced : code;
}

function announce(cluster: Cluster, begun: number): void {
  const { url, processes, credentialsFile } = cluster;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  say({ 'zh-CN': `已就绪（${seconds} 秒）：${url}`, en: `Ready (${seconds} s): ${url}` });
  print('进程 · Processes:');
  for (const one of processes)
    print(`  ${`${one.kind} ${one.replica}`.padEnd(16)} pid ${String(one.pid()).padEnd(8)} ${one.url ?? ''}`);
  for (const line of servers(cluster)) print(line);
  for (const line of accounts(credentialsFile, begun)) print(line);
  print(`态势页面 · Live page: ${url}/`);
  print(`接口文档 · API to try: ${url}/api/docs`);
  print('发送一份演练预警 · Send an exercise warning: npm run warn');
  say({ 'zh-CN': '按 Ctrl-C 停止', en: 'Press Ctrl-C to stop' });
}

/** Where its servers and its data are, and how tools are told. */
function servers({ brokers, databaseUrl, dataDir }: Cluster): string[] {
  const folder = relative(process.cwd(), dataDir) || '.';
  const here = folder.startsWith('..') ? dataDir : folder;
  return [
    `Kafka ${brokers} · 数据库 Database ${withoutPassword(databaseUrl)} · 数据目录 Data ${here}`,
    `核对 · Prove it: FENGHUO_DATA_DIR=${here} npm run audit:verify · FENGHUO_DATA_DIR=${here} npm run picture:rebuild`,
  ];
}

/** The demonstration's accounts, when this start has made them; otherwise where they are. */
function accounts(file: string, begun: number): string[] {
  const madeAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  const place = relative(process.cwd(), file);
  if (madeAt === undefined) return [];
  if (madeAt < begun) return [`账号见 · Accounts: ${place}`];
  const made = JSON.parse(readFileSync(file, 'utf8')) as Credentials[];
  return [
    `演示账号,仅显示一次 · Demonstration accounts, shown once (kept in ${place}):`,
    ...made.map(
      ({ username, password, displayName, division }) =>
        `  ${username.padEnd(18)} ${password}   ${displayName} (${division})`,
    ),
  ];
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    complain(reasonOf(error));
    process.exit(EXIT.cannotStart);
  },
);
