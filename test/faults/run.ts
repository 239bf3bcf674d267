import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cityServices } from '../../apps/standalone/src/city-services';
import { DemonstrationCity } from '../../apps/standalone/src/demonstration-city';
import { ledgerFiles } from '../../scenarios/qingyang-2021/ledger-files';
import { startCluster, type Cluster } from '../../tools/cluster/cluster';
import { SERVICES, type ServiceName } from '../../tools/cluster/services';
import { topicCatalogue } from '@libs/events';
import { Database, startEmbeddedPostgres } from '@libs/persistence';
import { Again } from './again';
import { atRest } from './at-rest';
import { smallCity } from './city';
import { Client, newTally } from './client';
import { checkInvariants } from './invariants/check';
import { Journal, readJournal } from './journal';
import { Killer, type Restart } from './kills';
import { Load } from './load/load';
import { firstDeliveries, readTopics, type TopicRecord } from './records';
import { recoveries } from './recovery';
import type { Outcome } from './report';
import { killsByTarget, scheduleOf } from './schedule';
import { Snapshots } from './snapshots';
import { subscriptions } from './subscriptions';

export interface RunOptions {
  kills: number;
  seed: number;
  /** The kills are spread over at least so long; 0 takes no longer than it takes. */
  minutes: number;
  /** Restarts every process in order, instead of or after the kills. */
  rolling: boolean;
  replicas: Partial<Record<ServiceName, number>>;
  environment: Record<string, string>;
  dataDir: string;
  tell(zh: string, en: string): void;
}

/** Load before the first kill and after the last one, ms. */
const WARM_UP_MS = 4_000;
const CALM_BETWEEN_RESTARTS_MS = 1_000;

/** One run: a cluster under load, killed by a schedule, and what its tables and topics say afterwards. */
export async function run(options: RunOptions): Promise<Outcome> {
  const { seed, dataDir, tell } = options;
  mkdirSync(dataDir, { recursive: true });
  const groups = subscriptions();
  const cluster = await startCluster({
    dataDir,
    isEmpty: true,
    replicas: options.replicas,
    environment: options.environment,
  });
  const journal = new Journal(join(dataDir, 'journal.jsonl'));
  const tally = newTally();
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await cluster.stop();
    isStopped = true;
  };
  try {
    await cluster.whenReady();
    tell(`集群就绪：${cluster.url}`, 'the cluster is ready');
    const client = new Client(cluster.url, cluster.credentialsFile, journal, tally);
    const city = new DemonstrationCity(
      cityServices((request) => client.ask(request), cluster.credentialsFile),
      dataDir,
      () => ledgerFiles(smallCity()),
      () => undefined,
    );
    await city.isWanted();
    await city.load();
    tell('小城台账已就位', 'every service has the small city');

    const killer = new Killer(cluster, client);
    const load = new Load(client, seed);
    const again = new Again(cluster.brokers, seed, groups);
    const snapshots = new Snapshots(cluster.databaseUrl);
    await load.start();
    await again.start();
    snapshots.start();
    await pause(WARM_UP_MS);
    await killAll(options, killer, tally);
    const restarts = options.rolling ? await restartAll(cluster, killer, tell) : [];
    await pause(WARM_UP_MS);
    await again.stop();
    await load.stop();
    await snapshots.stop();
    tell(`负载结束，已确认 ${tally.acknowledged} 条指令`, `the load has ended: ${tally.acknowledged} acknowledged`);

    const notAtRest = await atRest(cluster, groups);
    tell('一切归于静止，开始核对', 'everything is at rest; checking');
    const records = await readTopics(
      cluster.brokers,
      topicCatalogue.map(({ name }) => name),
    );
    await stop();
    journal.close();
    const checked = await check({ options, records, journalFile: journal.file, snapshots, killer });
    const onTheWire = records.length - firstDeliveries(records).length;
    return {
      seed,
      kills: killsByTarget(killer.killed),
      restarts,
      acknowledged: tally.acknowledged,
      longestMs: tally.longestMs,
      repeated: tally.repeated,
      refused: tally.refused,
      errors: tally.errors,
      duplicates: { onTheWire, setBack: again.setBack, rebalances: again.rebalances },
      notAtRest,
      ...checked,
    };
  } finally {
    await stop();
  }
}

async function killAll(
  { kills, seed, minutes, tell }: RunOptions,
  killer: Killer,
  tally: { acknowledged: number },
): Promise<void> {
  const schedule = scheduleOf(kills, seed);
  const begun = Date.now();
  for (const [i, kill] of schedule.entries()) {
    const due = begun + (i / schedule.length) * minutes * 60_000;
    await pause(Math.max(kill.pauseMs, due - Date.now()));
    const killed = await killer.run(kill);
    const names = killed.map(({ target }) => target).join(' + ');
    const backAfter = ((Date.now() - killed[0]!.at) / 1_000).toFixed(1);
    const number = `${i + 1}/${schedule.length}`;
    tell(
      `${number} 强杀 ${names}，${backAfter} 秒后恢复（已确认 ${tally.acknowledged}）`,
      `killed ${names}, back after ${backAfter} s (${tally.acknowledged} acknowledged)`,
    );
  }
}

/** Every service one after the other, replica by replica, each when the one before is back. */
async function restartAll(cluster: Cluster, killer: Killer, tell: RunOptions['tell']): Promise<Restart[]> {
  const restarts: Restart[] = [];
  for (const process of cluster.processes.filter(({ kind }) => kind !== 'broker' && kind !== 'postgres')) {
    const restart = await killer.renew(process);
    await pause(CALM_BETWEEN_RESTARTS_MS);
    restarts.push(restart);
    const [ended, back] = [restart.endedAfterMs, restart.backAfterMs].map((ms) => (ms / 1_000).toFixed(1));
    tell(
      `正常重启 ${restart.name}：${ended} 秒内停下，${back} 秒后恢复`,
      `restarted ${restart.name}: ended within ${ended} s, back after ${back} s`,
    );
  }
  return restarts;
}

/** With only the database left, so that nothing changes any more, and a copy of it for what a check has to change. */
async function check(run: {
  options: RunOptions;
  records: TopicRecord[];
  journalFile: string;
  snapshots: Snapshots;
  killer: Killer;
}): Promise<Pick<Outcome, 'verdicts' | 'recoveries'>> {
  const { options, records, snapshots, killer } = run;
  const server = await startEmbeddedPostgres({ dataDir: join(options.dataDir, 'postgres') });
  const { url } = server;
  const copyUrl = await copyOf(url, `faults_copy_${Date.now()}`);
  const database = await Database.open({ url });
  const copy = await Database.open({ url: copyUrl });
  try {
    const messages = firstDeliveries(records);
    const evidence = { journal: readJournal(run.journalFile), records, messages, database, copy };
    const groups = subscriptions();
    return {
      verdicts: await checkInvariants(
        { ...evidence, subscriptions: groups },
        { snapshots: snapshots.taken, broken: snapshots.broken },
      ),
      recoveries: await recoveries(killer.killed, messages, groups, {
        database,
        hasSurvivors: SERVICES.every((service) => (options.replicas[service] ?? 1) > 1),
      }),
    };
  } finally {
    await copy.close();
    await database.close();
    await server.stop();
  }
}

/** A copy of a database that nobody is connected to. */
async function copyOf(url: string, name: string): Promise<string> {
  const original = new URL(url).pathname.slice(1);
  const at = (database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const server = await Database.open({ url: at('postgres') });
  await server.query(`create database "${name}" template "${original}"`);
  await server.close();
  return at(name);
}
