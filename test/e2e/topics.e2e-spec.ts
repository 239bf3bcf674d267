import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { topicCatalogue, type Topic } from '@libs/events';
import { createTopics } from '@libs/messaging';
import { kafkaAvailable } from '@libs/testing';

const ROOT = resolve(__dirname, '../..');

function npmRunTopics(env: NodeJS.ProcessEnv, words: string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/tools/topics/main.js', ...words], {
    cwd: ROOT,
    env: { ...process.env, KAFKA_BROKERS: '', ...env },
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { status, lines: stdout.trim().split('\n'), complaint: stderr.trim().split('\n') };
}

describe('npm run topics', () => {
  it('says in one line that it needs KAFKA_BROKERS', () => {
    const { status, complaint } = npmRunTopics({});

    expect([status, complaint]).toEqual([1, [expect.stringContaining('KAFKA_BROKERS is not set')]]);
  });

  it('says in one line that nobody answers there', () => {
    const { status, complaint } = npmRunTopics({ KAFKA_BROKERS: '127.0.0.1:1', TOPICS_DEADLINE_MS: '500' });

    expect([status, complaint]).toEqual([1, [expect.stringContaining('127.0.0.1:1 does not answer')]]);
  });
});

if (kafkaAvailable()) {
  describe('the topics on a broker', () => {
    const brokers = process.env.FENGHUO_TEST_KAFKA_BROKERS!;
    const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    beforeAll(() => admin.connect());
    afterAll(() => admin.disconnect());

    const settingsOf = async (topic: string, ...names: string[]): Promise<Record<string, string>> => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: names }],
      });
      return Object.fromEntries(
        resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
      );
    };

    it('are created by npm run topics, all of the catalogue; a second time changes nothing', async () => {
      const first = npmRunTopics({ KAFKA_BROKERS: brokers });
      const second = npmRunTopics({ KAFKA_BROKERS: brokers });

      expect([first.status, second.status]).toEqual([0, 0]);
      expect(first.lines).toHaveLength(topicCatalogue.length);
      expect(second.lines.every((line) => line.includes('exists'))).toBe(true);
      const { topics } = await admin.fetchTopicMetadata({ topics: topicCatalogue.map(({ name }) => name) });
      for (const { name, partitions, retention } of topicCatalogue) {
        expect(first.lines).toContainEqual(expect.stringContaining(` ${name} `));
        expect(topics.find((topic) => topic.name === name)?.partitions).toHaveLength(partitions);
        expect(await settingsOf(name, 'cleanup.policy')).toEqual({
          'cleanup.policy': retention === 'facts' ? 'delete' : 'compact',
        });
      }
    });

    it('keep facts for ever, and of master data the latest per key with tombstones for a month', async () => {
      const run = randomUUID();
      const topic = (kind: Topic['retention']): Topic => ({
        name: `test.${kind}.${run}`,
        partitions: 2,
        retention: kind,
        sentence: 'A topic of a test.',
      });
      const made = [topic('facts'), topic('master-data')];
      try {
        // At once, as two operators would.
        await Promise.all([createTopics(brokers.split(','), made), createTopics(brokers.split(','), made)]);
        expect(await createTopics(brokers.split(','), made)).toEqual([]);

        expect(await settingsOf(made[0]!.name, 'cleanup.policy', 'retention.ms', 'retention.bytes')).toEqual({
          'cleanup.policy': 'delete',
          'retention.ms': '-1',
          'retention.bytes': '-1',
        });
        expect(await settingsOf(made[1]!.name, 'cleanup.policy', 'delete.retention.ms')).toEqual({
          'cleanup.policy': 'compact',
          'delete.retention.ms': '2592000000',
        });
      } finally {
        await admin.deleteTopics({ topics: made.map(({ name }) => name) });
      }
    });
  });
}
