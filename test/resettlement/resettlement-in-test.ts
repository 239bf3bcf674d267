import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import {
  EmergencyCancelledV1,
  EmergencyClosedV1,
  EmergencyOpenedV1,
  HouseholdChangedV1,
  LedgerImportedV1,
  ShelterChangedV1,
  toWire,
  ZoneChangedV1,
  type EventData,
  type EventDefinition,
} from '@libs/events';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { newId, type Mode } from '@libs/kernel';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { createTestDatabase, eventually, TestIssuer } from '@libs/testing';
import { RESETTLEMENT_SCHEMA } from '../../apps/resettlement/src/persistence/schema';
import { ResettlementModule } from '../../apps/resettlement/src/resettlement.module';

/** An event as it lies in the log. */
export interface OutgoingEvent {
  type: string;
  key: string;
  mode: string;
  emergencyId: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events of every type
  data: any;
}

/** An event as another service has sent it. */
export interface SentEvent {
  id: string;
  topic: string;
  key: string;
  type: string;
  payload: string | null;
  headers: Record<string, string>;
}

export interface Person {
  id: string;
  name: string;
  roles: string[];
  division: string;
}

export const person = (role: string, division = '621000'): Person => ({
  id: randomUUID(),
  name: `${role} ${division}`,
  roles: [role],
  division,
});

export const emergencyOpened = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyOpenedV1, { ...EmergencyOpenedV1.examples[0]!, emergencyId }, mode);
export const emergencyClosed = (emergencyId: string, mode: Mode = 'actual'): SentEvent =>
  sent(EmergencyClosedV1, { ...EmergencyClosedV1.examples[0]!, emergencyId }, mode);
export const emergencyCancelled = (emergencyId: string, mode: Mode = 'exercise'): SentEvent =>
  sent(EmergencyCancelledV1, { ...EmergencyCancelledV1.examples[0]!, emergencyId }, mode);
export const zoneChanged = (change: Partial<EventData<typeof ZoneChangedV1>>): SentEvent =>
  sent(ZoneChangedV1, { ...ZoneChangedV1.examples[0]!, divisionCode: '621023100', withdrawn: false, ...change });
export const shelterChanged = (change: Partial<EventData<typeof ShelterChangedV1>>): SentEvent =>
  sent(ShelterChangedV1, { ...ShelterChangedV1.examples[0]!, divisionCode: '621023100', withdrawn: false, ...change });
export const ledgerImported = (ledger: EventData<typeof LedgerImportedV1>['ledger'], total: number): SentEvent =>
  sent(LedgerImportedV1, { ...LedgerImportedV1.examples[0]!, ledger, total });

export interface HouseholdInTest {
  householdId: string;
  memberIds: string[];
}
export const household = (persons = 2): HouseholdInTest => ({
  householdId: newId(),
  memberIds: Array.from({ length: persons }, newId),
});
export const householdChanged = ({ householdId, memberIds }: HouseholdInTest, zoneId: string): SentEvent =>
  sent(HouseholdChangedV1, {
    householdId,
    code: `H-${householdId}`,
    zoneId,
    divisionCode: '621023100',
    members: memberIds.map((memberId) => ({ memberId, needs: [] })),
    withdrawn: false,
  });
/** The register has erased a record. */
export const erased = (event: SentEvent): SentEvent => ({
  ...event,
  id: newId(),
  payload: null,
  headers: { ...event.headers, ce_id: newId() },
});

function sent<Data>(event: EventDefinition<Data>, data: Data, mode: Mode = 'actual'): SentEvent {
  const [id, key] = [newId(), event.key(data)];
  const headers = { ce_id: id, ce_type: event.type, ce_mode: mode, ce_time: new Date().toISOString() };
  return { id, topic: event.topic.name, key, type: event.type, payload: toWire(event, data), headers };
}

/** What a person answers of a sheet. */
export interface Row {
  row: number;
  id?: string;
  refused?: { code: string; detail: string };
}
export const rowsOf = (answer: LightMyRequestResponse): Row[] => (answer.json() as { results: Row[] }).results;
export const codesOf = (answer: LightMyRequestResponse): (string | undefined)[] =>
  rowsOf(answer).map(({ refused }) => refused?.code);
/** Status and code of an answer. */
export const told = (answer: LightMyRequestResponse): [number, string | undefined] => [
  answer.statusCode,
  answer.body ? (answer.json() as { code?: string }).code : undefined,
];

export const officer = person('duty-officer');
export const commander = person('commander');
export const messenger = person('messenger');
export const manager = person('shelter-manager');

export interface OrderInTest {
  emergencyId: string;
  zoneId: string;
  households: HouseholdInTest[];
  orderId: string;
  contentHash: string;
}

const TABLES = [
  'emergencies',
  'zones',
  'households',
  'shelters',
  'ledgers',
  'orders',
  'movements',
  'shelter_occupancy',
].concat(['stays', 'stay_members', 'placements', 'placement_members']);

/** Resettlement on a database of its own: events come and go over the in-process log, persons over HTTP. */
export class ResettlementInTest {
  private seen = '0';

  private constructor(
    readonly database: Database,
    private readonly app: Awaited<ReturnType<typeof createHttpApplication>>,
    private readonly issuer: TestIssuer,
    private readonly lag: () => Promise<number>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(): Promise<ResettlementInTest> {
    const { url, drop } = await createTestDatabase();
    await migrate(url, [eventLogSchema, RESETTLEMENT_SCHEMA]);
    const database = await Database.open({ url });
    const issuer = await TestIssuer.start();
    const messaging = { ...readMessagingConfig({}), suspectWindowMs: 0, pollMs: 20 };
    const app = await createHttpApplication(
      {
        module: class ResettlementOfTest {},
        imports: [
          PersistenceModule.forProcess(database),
          ObservabilityModule,
          MessagingModule.forProcess(messaging),
          ResettlementModule,
        ],
      },
      { config: readHttpConfig({}), logger: false, issuer },
    );
    const servers = connectConsumers(app);
    await app.startAllMicroservices();
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new ResettlementInTest(
      database,
      app,
      issuer,
      async () => (await Promise.all(servers.map((server) => server.lag()))).reduce((sum, lag) => sum + lag, 0),
      drop,
    );
  }

  /** The events arrive together. */
  async arrive(...events: SentEvent[]): Promise<void> {
    await this.database.query(
      `insert into bus.log (topic, key, event_id, type, payload, headers)
       select topic, key, id, type, payload::jsonb, headers from jsonb_to_recordset($1::jsonb)
         as e (topic text, key text, id uuid, type text, payload text, headers jsonb)`,
      [JSON.stringify(events)],
    );
  }

  /** The events arrive together, and all of them have been handled. */
  async handle(...events: SentEvent[]): Promise<void> {
    await this.arrive(...events);
    await eventually(async () => (await this.lag()) === 0);
    await eventually(async () => (await this.database.query('select 1 from resettlement.parked')).length === 0);
  }

  /** What has gone out since the last time it was asked. */
  async events(): Promise<OutgoingEvent[]> {
    await eventually(async () => (await this.database.query('select 1 from resettlement.outbox')).length === 0);
    const rows = await this.database.query<OutgoingEvent & { position: string }>(
      `select position, type, key, headers->>'ce_mode' as mode, headers->>'ce_emergencyid' as "emergencyId",
         payload as data from bus.log where position > $1 and topic like 'resettlement.%' order by position`,
      [this.seen],
    );
    this.seen = rows.at(-1)?.position ?? this.seen;
    return rows.map(({ position: _, ...event }) => event);
  }

  /** Of a record, oldest first. */
  audit(subject: string): Promise<{ action: string; actor: string | null; reason: string | null; mode: string }[]> {
    return this.database.query(
      `select action, actor_id as actor, reason, mode from resettlement.audit_log where subject = $1 order by seq`,
      [subject],
    );
  }

  async post(path: string, body: object, by: Person, key: string = randomUUID()): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(by)}`, 'idempotency-key': key };
    return this.app.inject({ method: 'POST', url: `/api/resettlement${path}`, headers, payload: body });
  }

  async get(path: string, by: Person = person('duty-officer')): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(by)}` };
    return this.app.inject({ url: `/api/resettlement${path}`, headers });
  }

  async openEmergency(mode: Mode = 'actual'): Promise<string> {
    const emergencyId = newId();
    await this.handle(emergencyOpened(emergencyId, mode));
    return emergencyId;
  }

  async knowShelter(capacity: number): Promise<string> {
    const shelterId = newId();
    await this.handle(shelterChanged({ shelterId, capacity }));
    return shelterId;
  }

  /** An order for one zone with so many households of two; what went out is forgotten. */
  async proposed(count = 2, mode: Mode = 'actual'): Promise<OrderInTest> {
    const [emergencyId, zoneId] = [newId(), newId()];
    const households = Array.from({ length: count }, () => household());
    await this.handle(
      emergencyOpened(emergencyId, mode),
      zoneChanged({ zoneId, householdCount: count }),
      ...households.map((one) => householdChanged(one, zoneId)),
    );
    const answer = await this.post('/orders', { emergencyId, zoneIds: [zoneId], reason: '河水上涨' }, officer);
    await this.events();
    return { emergencyId, zoneId, households, ...(answer.json() as { orderId: string; contentHash: string }) };
  }

  async ordered(count = 2, mode: Mode = 'actual'): Promise<OrderInTest> {
    const order = await this.proposed(count, mode);
    const { orderId, contentHash } = order;
    const answer = await this.post(`/orders/${orderId}/approve`, { contentHash, reason: '同意' }, commander);
    if (answer.statusCode !== 204) throw new Error(answer.body);
    await this.events();
    return order;
  }

  /** Everybody of the order has moved to kin. */
  async moved(count = 2): Promise<OrderInTest> {
    const order = await this.ordered(count);
    const rows = order.households.map(({ householdId }) => ({ householdId, outcome: 'moved', destination: 'kin' }));
    await this.post(`/orders/${order.orderId}/movements`, { rows }, messenger);
    await this.events();
    return order;
  }

  /** While `work` runs, nothing can be written to the table. */
  async without(table: 'outbox' | 'audit_log', work: () => Promise<void>): Promise<void> {
    await this.database.query(`
      create or replace function resettlement.refuses() returns trigger language plpgsql
        as $$ begin raise exception 'no row may be written now'; end $$;
      create trigger refuses before insert on resettlement.${table} for each statement execute function resettlement.refuses()`);
    try {
      await work();
    } finally {
      await this.database.query(`drop trigger refuses on resettlement.${table}`);
    }
  }

  /** All rows that are resettlement's own, to be compared. */
  async state(): Promise<unknown> {
    return Promise.all(
      TABLES.map((table) => this.database.query(`select t::text from resettlement.${table} t order by 1`)),
    );
  }

  async clear(): Promise<void> {
    await this.database.query(`truncate ${TABLES.map((table) => `resettlement.${table}`).join(', ')}`);
    await this.events();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.drop();
  }
}
