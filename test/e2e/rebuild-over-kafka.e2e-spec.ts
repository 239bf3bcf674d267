import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { createTopics } from '@libs/messaging';
import { Database, runningPostgresUrl } from '@libs/persistence';
import { eventually, ownKafkaAvailable, startKafka, type Broker } from '@libs/testing';
import { cityServices, type Ask } from '../../apps/standalone/src/city-services';
import { DemonstrationCity } from '../../apps/standalone/src/demonstration-city';
import { ledgerFiles } from '../../scenarios/qingyang-2021/ledger-files';
import { smallCity } from '../faults/city';
import { rainstorm } from '../standalone/rainstorm';
import { StandaloneProcess } from '../standalone/standalone-process';

const ROOT = resolve(__dirname, '../..');

// A broker, the whole product and its city: the limit only ends what hangs.
jest.setTimeout(500_000);

if (ownKafkaAvailable()) {
  describe('npm run picture:rebuild over Kafka, beside the running product', () => {
    let broker: Broker;
    let product: StandaloneProcess;
    let database: Database;

    beforeAll(async () => {
      broker = await startKafka();
      await createTopics([broker.brokers]);
      product = await StandaloneProcess.start(broker.brokers);
      await loadSmallCity();
      database = await Database.open({ url: runningPostgresUrl(`${product.dataDir}/postgres`) });
      const first = rainstorm();
      const documents = [
        first.document,
        rainstorm({ msgType: 'Update', references: first.reference }).document,
        rainstorm({ area: '环县', divisions: ['621022'] }).document,
      ];
      for (const body of documents) await product.request('POST', '/api/alerting/cap', { as: 'feed', body });
      await atRest();
    });
    afterAll(async () => {
      await database?.close();
      await product?.stop();
      await broker?.stop();
    });

    /** As a clerk does, over the API. */
    async function loadSmallCity(): Promise<void> {
      const ask: Ask = async ({ method, url, headers, payload }) => {
        const body = payload ? new Uint8Array(payload) : null;
        const answer = await fetch(product.url + url, { method, headers, body });
        return { statusCode: answer.status, body: await answer.text() };
      };
      const { credentialsFile, dataDir } = product;
      const files = () => ledgerFiles(smallCity());
      const city = new DemonstrationCity(cityServices(ask, credentialsFile), dataDir, files, () => undefined);
      await city.isWanted();
      await city.load();
    }

    const atRest = () =>
      eventually(
        async () => {
          const { json } = await product.request('GET', '/health/ready');
          const consumers = (json.checks as { name: string; detail: string }[]).filter(({ name }) =>
            name.startsWith('consumer picture.'),
          );
          expect(consumers.map(({ detail }) => detail)).toEqual(['0 behind', '0 behind']);
          expect(await database.query(OUTBOXES)).toEqual([{ waiting: '0' }]);
        },
        { timeoutMs: 300_000, everyMs: 500 },
      );
    const rebuild = (brokers = broker.brokers) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/tools/rebuild/main.js'], {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: '', KAFKA_BROKERS: brokers, FENGHUO_DATA_DIR: product.dataDir },
        encoding: 'utf8',
        timeout: 400_000,
      });
      return { status, lines: stdout.trim().split('\n'), complaint: stderr.trim() };
    };

    it('comes to the same rows in every table, also where a message lies there twice', async () => {
      await sendAgain('response.emergency');

      const { status, lines, complaint } = rebuild();

      expect([complaint, status]).toEqual(['', 0]);
      expect(lines.at(-1)).toMatch(/Rebuilt from [1-9]\d+ events, every table is the same$/);
      const rows = Object.fromEntries(lines.slice(0, -1).map((line) => line.trim().split(/ +/) as [string, string]));
      for (const table of ['warnings', 'emergencies', 'timeline', 'households', 'zones', 'ledgers'])
        expect([table, Number(rows[table]) > 0]).toEqual([table, true]);
    });

    it('finds and mends a table that was tampered with, and the product goes on', async () => {
      await database.query('update picture.zones set household_count = household_count + 1');

      expect(rebuild()).toMatchObject({
        status: 1,
        lines: expect.arrayContaining([expect.stringMatching(/^! zones/)]),
      });

      const { json } = await product.request('POST', '/api/alerting/cap', { as: 'feed', body: rainstorm().document });
      const { warningId } = json as { warningId: string };
      await eventually(async () =>
        expect(
          (await product.request('GET', `/api/picture/warnings/${warningId}`, { as: 'duty-officer' })).status,
        ).toBe(200),
      );
      await atRest();
      expect(rebuild().status).toBe(0);
    });

    it('changes nothing, and says why, without the brokers, with other ones, and when retention has removed messages', async () => {
      const before = await database.query('select count(*) from picture.timeline');

      expect(rebuild('')).toMatchObject({ status: 2, complaint: expect.stringContaining('set KAFKA_BROKERS=') });
      expect(rebuild('127.0.0.1:1')).toMatchObject({ status: 2, complaint: expect.stringContaining('127.0.0.1:1') });

      const [topic, partition] = await removeOldest('response.emergency');
      const { status, complaint } = rebuild();
      expect(status).toBe(2);
      expect(complaint).toContain(`${topic}/${partition} < 1`);
      expect(await database.query('select count(*) from picture.timeline')).toEqual(before);
    });

    const kafka = () => new Kafka({ brokers: [broker.brokers], logLevel: logLevel.NOTHING });

    /** As a relay does that was not answered: what lies in the topic, once more. */
    async function sendAgain(topic: string): Promise<void> {
      const groupId = `test.${Date.now()}`;
      const consumer = kafka().consumer({ groupId });
      const producer = kafka().producer({ createPartitioner: Partitioners.DefaultPartitioner });
      await Promise.all([consumer.connect(), producer.connect()]);
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((done, fail) => {
        consumer
          .run({
            eachBatch: async ({ batch: { partition, messages } }) => {
              const again = messages.map(({ key, value, headers }) => ({ key, value, headers, partition }));
              await producer.send({ topic, messages: again }).then(() => done(), fail);
            },
          })
          .catch(fail);
      });
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
      await atRest();
    }

    async function removeOldest(topic: string): Promise<[string, number]> {
      const admin = kafka().admin();
      await admin.connect();
      const { partition } = (await admin.fetchTopicOffsets(topic)).find(({ high }) => Number(high) > 1)!;
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: '1' }] });
      await admin.disconnect();
      return [topic, partition];
    }
  });
}

const OUTBOXES = `select sum(waiting) as waiting from (${[
  'registry',
  'alerting',
  'response',
  'dispatch',
  'resettlement',
]
  .map((service) => `select count(*) as waiting from ${service}.outbox`)
  .join(' union all ')}) as outboxes`;
