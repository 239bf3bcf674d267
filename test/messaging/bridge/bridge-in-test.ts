import { randomBytes } from 'node:crypto';
import { DeadLetters, readMessagingConfig, transportOf } from '@libs/messaging';
import { Database, migrate, UnitOfWork } from '@libs/persistence';
import { createTestDatabase, eventually } from '@libs/testing';
import { startBridge, type Bridge, type BridgeOptions } from './bridge-application';
import { groupOf } from './bridge-consumers';
import { bridgeEvents, type BridgeEvents, type Measured } from './bridge-events';
import { bridgeSchemas } from './bridge-schema';
import { ForkedBridge } from './forked-bridge';
import type { Trouble } from './troubles';
import { KafkaWire, LogWire, type RawMessage, type Wire } from './wire';

export type TransportKind = 'in-process' | 'kafka';

/** The transports of this run; Kafka only where a broker can be had. */
export const TRANSPORTS: TransportKind[] = process.env.FENGHUO_TEST_KAFKA_BROKERS
  ? ['in-process', 'kafka']
  : ['in-process'];

type ProcessOptions = Partial<Omit<BridgeOptions, 'run' | 'databaseUrl' | 'brokers' | 'partitions'>>;

/** Measurements of a span that have not had one effect each, in the order of their commits. */
export interface Mismatch {
  key: string;
  published: number;
  effects: number;
  different: number;
  inOrder: boolean;
}

export interface ParkedRow {
  key: string;
  event_id: string;
  state: 'waiting' | 'dead';
  attempts: number;
  last_error: string | null;
}

interface WorldOptions {
  /** Of each topic. */
  partitions?: number;
  /** Of its own, for a test that kills them. */
  brokers?: string;
  /** The brokers are not there yet: nothing is made on them, and the wire is not looked at. */
  isBrokerAway?: boolean;
  /** Of its own, for a test that restarts the server. */
  databaseUrl?: string;
}

/** One test's database, topics and processes of the service `bridge`. */
export class BridgeInTest {
  private readonly running: Bridge[] = [];
  private readonly processes: ForkedBridge[] = [];

  private constructor(
    private readonly place: { run: string; partitions: number; databaseUrl: string; brokers: string[] },
    readonly events: BridgeEvents,
    readonly database: Database,
    readonly wire: Wire,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(transport: TransportKind, options: WorldOptions = {}): Promise<BridgeInTest> {
    const run = randomBytes(5).toString('hex');
    const { partitions = 3 } = options;
    const named = options.brokers ?? process.env.FENGHUO_TEST_KAFKA_BROKERS ?? '';
    const brokers = transport === 'kafka' ? named.split(',') : [];
    const created = options.databaseUrl === undefined ? await createTestDatabase() : undefined;
    const databaseUrl = options.databaseUrl ?? created!.url;
    await migrate(databaseUrl, bridgeSchemas);
    if (created) await withoutWaitingForTheDisk(databaseUrl);
    const database = await Database.open({ url: databaseUrl });
    const events = bridgeEvents(run, partitions);
    const isOnKafka = transport === 'kafka' && !options.isBrokerAway;
    const wire = isOnKafka ? await KafkaWire.open(brokers, events.topics) : new LogWire(database);
    const place = { run, partitions, databaseUrl, brokers };
    return new BridgeInTest(place, events, database, wire, () => created?.drop() ?? Promise.resolve());
  }

  /** Starts the service in this process. */
  async start(options: ProcessOptions = {}): ReturnType<typeof startBridge> {
    const bridge = await startBridge({ relay: false, consumers: [], ...options, ...this.place }, (error) => {
      throw error;
    });
    let stopping: Promise<void> | undefined;
    const running = { ...bridge, stop: () => (stopping ??= bridge.stop()) };
    this.running.push(running);
    return running;
  }

  /** Starts the service in a process of its own. */
  async fork(options: ProcessOptions = {}): Promise<ForkedBridge> {
    const bridge = await ForkedBridge.start({ relay: false, consumers: [], ...options, ...this.place });
    this.processes.push(bridge);
    return bridge;
  }

  /** Lets something befall the handlers of a span, or of its `n`-th measurement only. */
  async trouble(span: string, kind: Trouble, { n, ms = 0 }: { n?: number; ms?: number } = {}): Promise<void> {
    const values = [span, n, kind, ms];
    await this.database.query('insert into bridge.troubles (key, n, kind, ms) values ($1, $2, $3, $4)', values);
  }

  async heal(span?: string): Promise<void> {
    await this.database.query('delete from bridge.troubles where key = coalesce($1, key)', [span]);
  }

  group(consumer: string): string {
    return groupOf(consumer, this.place.run);
  }

  get topic(): string {
    return this.events.SpanMeasured.topic.name;
  }

  deadLetters(): DeadLetters {
    return new DeadLetters(new UnitOfWork(this.database, 'bridge'), 'bridge');
  }

  /** Measurements of `span` that `consumer` has an effect of, in the order of the effects. */
  async effects(consumer: string, span: string): Promise<number[]> {
    const rows = await this.database.query<Measured>(
      'select n from bridge.effects where consumer = $1 and key = $2 order by pos',
      [this.group(consumer), span],
    );
    return rows.map(({ n }) => n);
  }

  async effectCount(consumer: string): Promise<number> {
    const sql = 'select count(*)::int as n from bridge.effects where consumer = $1';
    return (await this.database.query<{ n: number }>(sql, [this.group(consumer)]))[0]!.n;
  }

  /** @param key only what waits for it. */
  parked(consumer: string, key?: string): Promise<ParkedRow[]> {
    return this.database.query(
      `select key, event_id, state, attempts, last_error from bridge.parked
       where consumer = $1 and ($2::text is null or topic = $3 and key = $2) order by pos`,
      [this.group(consumer), key, this.topic],
    );
  }

  /** Waits for the consumer's dead letter. */
  deadLetter(consumer: string): Promise<ParkedRow> {
    return eventually(async () => {
      const dead = (await this.parked(consumer)).find(({ state }) => state === 'dead');
      if (!dead) throw new Error('there is no dead letter');
      return dead;
    });
  }

  mismatches(consumer: string): Promise<Mismatch[]> {
    return this.database.query(
      `select s.key, s.n as published, count(e.n)::int as effects, count(distinct e.n)::int as different,
         coalesce(bool_and(e.n = e.place), true) as "inOrder"
       from bridge.spans s left join (
         select key, n, row_number() over (partition by key order by pos) as place
         from bridge.effects where consumer = $1) e using (key)
       group by s.key, s.n
       having s.n <> count(e.n) or s.n <> count(distinct e.n) or not coalesce(bool_and(e.n = e.place), true)
       order by s.key`,
      [this.group(consumer)],
    );
  }

  /** Waits until all that was committed has been sent, delivered and acknowledged, and nothing waits to be tried again. */
  async settled(consumer: string, topic = this.topic, timeoutMs = 90_000): Promise<void> {
    const group = this.group(consumer);
    const look = async () => {
      const [row] = await this.database.query(
        `select (select count(*)::int from bridge.outbox) as outbox,
           (select count(*)::int from bridge.parked where consumer = $1 and state = 'waiting') as parked`,
        [group],
      );
      return { ...row, lag: await this.wire.lag(group, topic) };
    };
    await eventually(async () => expect(await look()).toEqual({ outbox: 0, parked: 0, lag: 0 }), {
      timeoutMs,
      everyMs: 100,
    });
  }

  /** Waits until all has settled, then demands one effect of each measurement, in the order of the commits. */
  async oneEffectEach(consumer: string, timeoutMs?: number): Promise<void> {
    await this.settled(consumer, this.topic, timeoutMs);
    expect(await this.mismatches(consumer)).toEqual([]);
  }

  /** A measurement as it travels, with an id and a key of the test's choice. */
  message({ id, key, n, ...rest }: { id: string; key: string; n: number; partition?: number }): RawMessage {
    const headers = {
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: this.events.SpanMeasured.type,
      ce_source: '/fenghuo/bridge',
      ce_time: '2026-07-01T00:00:00.000Z',
      ce_mode: 'actual',
    };
    return { key, headers, payload: { span: key, n }, ...rest };
  }

  /** Lets the stopped consumer begin again with the first event. */
  async rewind(consumer: string): Promise<void> {
    const transport = transportOf(this.database, { ...readMessagingConfig({}), brokers: this.place.brokers });
    await transport.open();
    await transport.rewind(this.group(consumer), 'bridge', [this.topic]);
    await transport.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.kill9()));
    await Promise.all(this.running.map((bridge) => bridge.stop()));
    await this.wire.close();
    await this.database.close();
    await this.drop();
  }
}

/** Processes are killed here, not machines; a test that ends the server itself brings its own. */
async function withoutWaitingForTheDisk(url: string): Promise<void> {
  const database = await Database.open({ url });
  await database.query(`alter database "${new URL(url).pathname.slice(1)}" set synchronous_commit = off`);
  await database.close();
}
