import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { eventually } from '@libs/testing';
import { startChild } from '../child';
import type { BenchContext } from '../goal';
import { jsonOf } from '../load/alert';
import type { AlertPath } from '../load/phase';
import { THIN_TABLES } from './tables';

const HEADERS = { post: { 'content-type': 'application/json' }, stream: {} };

/** The least that an alert can cost with the same promises: the baseline of P2 to P4. */
export async function startThinPath({ transport, brokers, database }: BenchContext): Promise<AlertPath> {
  const { url } = await database();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(THIN_TABLES);
  await client.end();
  const folder = await mkdtemp(join(tmpdir(), 'fenghuo-bench-thin-'));
  const start = (name: string, words: string[], ready: RegExp) =>
    startChild(`test/bench/thin-path/${name}.js`, { words, logFile: join(folder, `${name}.log`), ready });

  const children =
    transport === 'kafka'
      ? await startTwo(start, [url, brokers.split(',')[0]!, await newTopic(brokers)])
      : [await start('alone', [url], /^(http\S+ http\S+)$/m)];
  const [postUrl, streamUrl] = children.flatMap(({ said }) => said.split(' '));
  return {
    name: 'the thin path',
    postUrls: [`${postUrl}/alerts`],
    bodyOf: jsonOf,
    streamUrl: streamUrl!,
    headers: () => Promise.resolve(HEADERS),
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startTwo(start: (...of: [string, string[], RegExp]) => ReturnType<typeof startChild>, words: string[]) {
  return Promise.all([start('ingest', words, /^(http\S+)$/m), start('project', words, /^(http\S+)$/m)]);
}

async function newTopic(brokers: string): Promise<string> {
  const topic = `bench.thin.${Date.now()}`;
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1 }], waitForLeaders: false });
  // A busy broker says for a moment that it does not know the topic.
  await eventually(async () => {
    const [made] = (await admin.fetchTopicMetadata({ topics: [topic] })).topics;
    return made!.partitions.every(({ leader }) => leader >= 0);
  });
  await admin.disconnect();
  return topic;
}
