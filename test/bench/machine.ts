import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../tools/kafka/programs';

/** Where the figures come from. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  postgres: string;
  kafka?: string;
  /** Of the last minute, before the first measurement: above the number of cores, others were at work. */
  loadBefore: number;
  commit: string;
}

/** @param postgres what `show server_version` answers. */
export function describeMachine(postgres: string, withKafka: boolean): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${release()}`,
    node: process.version,
    postgres,
    ...(withKafka ? { kafka: kafkaVersion() } : {}),
    loadBefore: loadavg()[0]!,
    commit: commit(),
  };
}

/** One line for people. */
export function machineLine({
  cpu,
  cores,
  memoryGb,
  system,
  node,
  postgres,
  kafka,
  loadBefore,
  commit,
}: Machine): string {
  const servers = [`PostgreSQL ${postgres}`, ...(kafka ? [`Apache Kafka ${kafka}`] : [])];
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, ${servers.join(', ')}; load before ${loadBefore.toFixed(1)}; commit ${commit}`;
}

function kafkaVersion(): string {
  const cache = join(projectRoot, '.kafka');
  const jars = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('jars-')) : [];
  const names = jars.flatMap((folder) => readdirSync(join(cache, folder)));
  const version = names.map((name) => /^kafka-clients-(\d[\d.]*)\.jar$/.exec(name)?.[1]).find(Boolean);
  return version ?? 'of KAFKA_BROKERS';
}

function commit(): string {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: projectRoot, encoding: 'utf8' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? ' and changes' : '');
  } catch {
    // Outside of a checkout there is still the package's version.
    return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
  }
}
