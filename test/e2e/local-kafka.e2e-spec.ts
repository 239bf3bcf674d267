import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, ownKafkaAvailable, startKafka } from '@libs/testing';
import { Kafka, logLevel } from 'kafkajs';

const PROGRAM = resolve(__dirname, '../../dist/tools/kafka/main.js');

function npmRunKafka(...args: string[]) {
  // A group of its own, so that Ctrl-C can be sent to all of it.
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args], { detached: true });
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return {
    said: () => said,
    ctrlC: () => process.kill(-child.pid!, 'SIGINT'),
    ended: new Promise<number | null>((done) => child.once('close', done)),
  };
}

const adminOf = (brokers: string) =>
  new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 100, maxRetryTime: 500 } }).admin();

async function topicsOf(brokers: string): Promise<string[]> {
  const admin = adminOf(brokers);
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

describe('the local broker', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fenghuo-test-烽火 kafka-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says how it is called when it is called wrongly', async () => {
    const kafka = npmRunKafka('--port', 'nine', '--dir', folder);

    expect(await kafka.ended).toBe(1);
    expect(kafka.said()).toContain('npm run kafka [-- --port PORT] [--dir FOLDER]');
  });

  if (ownKafkaAvailable()) {
    it('says where it is reached, in a folder of any name, and Ctrl-C leaves nothing behind', async () => {
      const kafka = npmRunKafka('--dir', folder);
      const [, brokers] = await eventually(() => /KAFKA_BROKERS=(\S+)\n/.exec(kafka.said()) ?? false, {
        timeoutMs: 100_000,
      });
      expect(await topicsOf(brokers!)).toEqual([]);

      kafka.ctrlC();

      expect(await kafka.ended).toBe(0);
      expect(() => kafka.ctrlC()).toThrow('ESRCH');
    });

    it('has its topics again after a kill -9, at the same address', async () => {
      const broker = await startKafka({ dir: folder });
      const admin = adminOf(broker.brokers);
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: 'response.emergency', numPartitions: 3 }] });
      await admin.disconnect();

      await broker.kill9();
      await broker.restart();

      expect(await topicsOf(broker.brokers)).toEqual(['response.emergency']);
      await broker.stop();
    });
  }
});
