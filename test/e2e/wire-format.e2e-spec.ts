import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Kafka, type CloudEvent } from 'cloudevents';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventCatalogue, TeamChangedV1, topicCatalogue, type EventData } from '@libs/events';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { newId } from '@libs/kernel';
import {
  connectConsumers,
  createTopics,
  eventLogSchema,
  MessagingModule,
  Outbox,
  readMessagingConfig,
} from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule, UnitOfWork } from '@libs/persistence';
import {
  createTestDatabase,
  describeWith,
  eventually,
  kafkaAvailable,
  ownKafkaAvailable,
  startKafka,
  TestIssuer,
  type Broker,
  type TestDatabase,
} from '@libs/testing';
import { AlertingModule } from '../../apps/alerting/src/alerting.module';
import { ALERTING_SCHEMA } from '../../apps/alerting/src/persistence/schema';
import { REGISTRY_SCHEMA } from '../../apps/registry/src/persistence/schema';
import { RESPONSE_SCHEMA } from '../../apps/response/src/persistence/schema';
import { ResponseModule } from '../../apps/response/src/response.module';
import { MessageJudge } from '../contracts/published-documents';
import { rainstorm } from '../standalone/rainstorm';

const run = promisify(execFile);

/** A message as a foreign program sees it. */
interface Seen {
  topic: string;
  key: string;
  headers: Record<string, string>;
  payload: string | null;
}

/** Alerting, response and what the registry sends with, in this process, over the transport that `brokers` mean. */
class Services {
  private constructor(
    private readonly place: TestDatabase,
    private readonly app: NestFastifyApplication,
    private readonly issuer: TestIssuer,
    readonly database: Database,
  ) {}

  static async start(brokers: string): Promise<Services> {
    const place = await createTestDatabase();
    await migrate(place.url, [eventLogSchema, ALERTING_SCHEMA, RESPONSE_SCHEMA, REGISTRY_SCHEMA]);
    const database = await Database.open({ url: place.url });
    const issuer = await TestIssuer.start();
    const app = await createHttpApplication(
      {
        module: class ServicesOfTest {},
        imports: [
          PersistenceModule.forProcess(database),
          ObservabilityModule,
          MessagingModule.forProcess(readMessagingConfig({ KAFKA_BROKERS: brokers })),
          MessagingModule.forService('registry'),
          AlertingModule,
          ResponseModule,
        ],
      },
      { config: readHttpConfig({}), logger: false, issuer },
    );
    connectConsumers(app);
    await app.startAllMicroservices();
    await app.init();
    return new Services(place, app, issuer, database);
  }

  async warn(): Promise<void> {
    const answer = await this.app.inject({
      method: 'POST',
      url: '/api/alerting/cap',
      headers: {
        authorization: `Bearer ${await this.issuer.token({ roles: ['feed'] })}`,
        'content-type': 'application/cap+xml',
      },
      payload: rainstorm().document,
    });
    expect(answer.statusCode).toBe(202);
  }

  /** Two teams enter the register, and one leaves it for good. */
  async register(): Promise<void> {
    const outbox = new Outbox('registry', () => undefined);
    const unitOfWork = new UnitOfWork(this.database, 'registry');
    for (const team of [TEAM, GONE])
      await unitOfWork.run((tx) => outbox.add(tx, TeamChangedV1, team, { mode: 'actual' }));
    await unitOfWork.run((tx) => outbox.erase(tx, TeamChangedV1, GONE.teamId, { mode: 'actual' }));
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.place.drop();
  }
}

const TEAM: EventData<typeof TeamChangedV1> = { ...TeamChangedV1.examples[0]!, name: '华池县应急救援队“烽火”' };
const GONE = { ...TEAM, teamId: newId() };

/** What the services say to others, whoever carries it, read by programs that are not ours. */
function promises(
  brokersOf: () => Promise<string>,
  read: (services: Services, brokers: string) => Promise<Seen[]>,
  stopBrokers: () => Promise<void> = async () => undefined,
) {
  const judge = new MessageJudge();
  let services: Services;
  let seen: Seen[];
  const parsed = ({ key, headers, payload }: Seen): CloudEvent<unknown> => {
    const message = { key, value: payload, headers, body: payload };
    return Kafka.toEvent(message) as CloudEvent<unknown>;
  };
  const about = (type: string) => seen.filter(({ headers, payload }) => headers.ce_type === type && payload !== null);

  beforeAll(async () => {
    const brokers = await brokersOf();
    services = await Services.start(brokers);
    await services.warn();
    await services.register();
    seen = await eventually(async () => {
      const all = await read(services, brokers);
      const types = all.map(({ headers }) => headers.ce_type);
      return types.includes('response.warning-attached.v1') && all.some(({ payload }) => payload === null) && all;
    });
  });
  afterAll(async () => {
    await services?.stop();
    await stopBrokers();
  });

  it('are CloudEvents, by the package of their authors, caused by one another', () => {
    const [warning] = about('alerting.warning-issued.v1').map(parsed);
    const [opened] = about('response.emergency-opened.v1').map(parsed);

    expect(warning).toMatchObject({ specversion: '1.0', source: '/fenghuo/alerting', mode: 'actual' });
    expect(opened).toMatchObject({
      source: '/fenghuo/response',
      datacontenttype: 'application/json',
      causationid: warning!.id,
      correlationid: warning!.correlationid,
      emergencyid: opened!.subject,
    });
    for (const event of seen.filter(({ payload }) => payload !== null).map(parsed)) expect(event.validate()).toBe(true);
  });

  it('keep what is written in Chinese', () => {
    const [warning] = about('alerting.warning-issued.v1').map(parsed);
    const team = about('registry.team-changed.v1')
      .map(parsed)
      .find(({ subject }) => subject === TEAM.teamId);

    expect(warning!.data).toMatchObject({ event: '暴雨', area: { description: '华池县' } });
    expect(team!.data).toEqual(TEAM);
  });

  it('end a key that is erased with a tombstone', () => {
    const last = seen.filter(({ key }) => key === GONE.teamId).at(-1);

    expect(last).toMatchObject({ topic: 'registry.team', payload: null });
    expect(last!.headers).toMatchObject({ ce_type: 'registry.team-changed.v1', ce_subject: GONE.teamId });
  });

  it('are what docs/asyncapi.yaml says, each of them', () => {
    expect(seen.length).toBeGreaterThanOrEqual(5);
    for (const { topic, headers, payload } of seen) {
      const { ce_type: type = '' } = headers;
      const name = payload === null ? 'tombstone' : type;
      expect([type, judge.judge(name, headers, payload === null ? null : JSON.parse(payload))]).toEqual([type, []]);
      expect(topic).toBe(eventCatalogue.find((event) => event.type === type)!.topic.name);
    }
  });
}

describe('the messages that travel in process', () => {
  promises(
    async () => '',
    async ({ database }) =>
      (
        await database.query<Omit<Seen, 'payload'> & { payload: unknown }>(
          'select topic, key, headers, payload from bus.log order by position',
        )
      ).map(({ payload, ...rest }) => ({ ...rest, payload: payload === null ? null : JSON.stringify(payload) })),
  );
});

if (kafkaAvailable()) {
  describeWith('kcat', 'the messages on Kafka, read by librdkafka', () => {
    let broker: Broker | undefined;

    promises(
      async () => {
        // Of its own where one can be started: other runs leave events behind.
        if (ownKafkaAvailable()) broker = await startKafka();
        const brokers = broker?.brokers ?? process.env.FENGHUO_TEST_KAFKA_BROKERS!;
        await createTopics(brokers.split(','));
        return brokers;
      },
      async (_, brokers) => (await Promise.all(topicCatalogue.map(({ name }) => kcat(brokers, name)))).flat(),
      async () => broker?.stop(),
    );
  });
}

/** All messages of a topic, as kcat prints them, oldest first within a partition. */
async function kcat(brokers: string, topic: string): Promise<Seen[]> {
  const words = ['-C', '-b', brokers, '-t', topic, '-o', 'beginning', '-e', '-q', '-J'];
  const { stdout } = await run('kcat', words, { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { headers, key, payload } = JSON.parse(line) as Omit<Seen, 'headers'> & { headers: string[] };
      return { topic, key, payload, headers: paired(headers) };
    });
}

/** `[name, value, name, value …]` → an object. */
const paired = (flat: string[]): Record<string, string> =>
  Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!]] : [])));
