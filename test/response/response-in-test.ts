import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import {
  EvacuationCancelledV1,
  HouseholdMovedV1,
  HouseholdRelocatedV1,
  MovementCorrectedV1,
  RelocationEndedV1,
  toWire,
  WarningCancelledV1,
  WarningExpiredV1,
  WarningIssuedV1,
  type EventData,
  type EventDefinition,
} from '@libs/events';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import { newId, type Mode } from '@libs/kernel';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { createTestDatabase, eventually, TestIssuer } from '@libs/testing';
import { RESPONSE_SCHEMA } from '../../apps/response/src/persistence/schema';
import { ResponseModule } from '../../apps/response/src/response.module';

/** An event as it lies in the log. */
export interface OutgoingEvent {
  type: string;
  key: string;
  mode: string;
  emergencyId: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events of every type
  data: any;
}

/** An event as alerting has sent it. */
export interface SentEvent {
  id: string;
  topic: string;
  key: string;
  type: string;
  payload: string;
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

type Warning = EventData<typeof WarningIssuedV1>;
type Area = Warning['area'];

export const areaOf = (...divisionCodes: string[]): Area => ({ ...WarningIssuedV1.examples[0]!.area, divisionCodes });

/** A warning as alerting tells of it: an orange rainstorm for 621023, unless it is told otherwise. */
export function warningIssued(change: Partial<Warning> = {}, mode: Mode = 'actual'): SentEvent & { warningId: string } {
  const warningId = change.warningId ?? newId();
  const data = { ...WarningIssuedV1.examples[0]!, warningId, chainId: warningId, messageId: newId(), ...change };
  return { ...sent(WarningIssuedV1, data, mode), warningId };
}

export const warningCancelled = (warningId: string, chainId = warningId, mode: Mode = 'actual'): SentEvent =>
  sent(WarningCancelledV1, { ...WarningCancelledV1.examples[0]!, warningId, chainId, messageId: newId() }, mode);

export const warningExpired = (warningId: string, chainId = warningId, mode: Mode = 'actual'): SentEvent =>
  sent(WarningExpiredV1, { ...WarningExpiredV1.examples[0]!, warningId, chainId }, mode);

/** Ids of as many persons. */
export const persons = (count: number): string[] => Array.from({ length: count }, () => newId());

export const householdRelocated = (
  emergencyId: string,
  memberIds: string[],
  placementId = newId(),
  mode: Mode = 'actual',
): SentEvent =>
  sent(HouseholdRelocatedV1, { ...HouseholdRelocatedV1.examples[0]!, emergencyId, placementId, memberIds }, mode);

/** So many persons, in households of at most fifty. */
export function relocated(emergencyId: string, count: number, mode: Mode = 'actual'): SentEvent[] {
  const sizes = Array.from({ length: Math.ceil(count / 50) }, (_, i) => Math.min(50, count - i * 50));
  return sizes.map((size) => householdRelocated(emergencyId, persons(size), newId(), mode));
}

export const relocationEnded = (
  emergencyId: string,
  placementId: string,
  how: EventData<typeof RelocationEndedV1>['how'],
): SentEvent => sent(RelocationEndedV1, { ...RelocationEndedV1.examples[0]!, emergencyId, placementId, how }, 'actual');

export const householdMoved = (
  emergencyId: string,
  memberIds: string[],
  { movementId = newId(), orderId = newId() } = {},
): SentEvent =>
  sent(HouseholdMovedV1, { ...HouseholdMovedV1.examples[0]!, emergencyId, memberIds, movementId, orderId }, 'actual');

export const movementCorrected = (
  emergencyId: string,
  memberIds: string[],
  movement: { movementId: string; orderId: string },
): SentEvent =>
  sent(MovementCorrectedV1, { ...MovementCorrectedV1.examples[0]!, emergencyId, memberIds, ...movement }, 'actual');

export const evacuationCancelled = (emergencyId: string, orderId: string): SentEvent =>
  sent(EvacuationCancelledV1, { ...EvacuationCancelledV1.examples[0]!, emergencyId, orderId }, 'actual');

function sent<Data>(event: EventDefinition<Data>, data: Data, mode: Mode): SentEvent {
  const [id, key] = [newId(), event.key(data)];
  const headers = { ce_id: id, ce_type: event.type, ce_mode: mode, ce_time: new Date().toISOString() };
  return { id, topic: event.topic.name, key, type: event.type, payload: toWire(event, data), headers };
}

/** Response on a database of its own: events come and go over the in-process log, persons over HTTP. */
export class ResponseInTest {
  private seen = '0';

  private constructor(
    readonly database: Database,
    private readonly app: Awaited<ReturnType<typeof createHttpApplication>>,
    private readonly issuer: TestIssuer,
    private readonly lag: () => Promise<number>,
    private readonly drop: () => Promise<void>,
  ) {}

  /** @param rulesDir other rule data than the delivered ones. */
  static async start({ rulesDir }: { rulesDir?: string } = {}): Promise<ResponseInTest> {
    const { url, drop } = await createTestDatabase();
    await migrate(url, [eventLogSchema, RESPONSE_SCHEMA]);
    const database = await Database.open({ url });
    const issuer = await TestIssuer.start();
    const messaging = { ...readMessagingConfig({}), suspectWindowMs: 0, pollMs: 20 };
    const before = process.env.FENGHUO_RULES_DIR;
    if (rulesDir) process.env.FENGHUO_RULES_DIR = rulesDir;
    const app = await createHttpApplication(
      {
        module: class ResponseOfTest {},
        imports: [
          PersistenceModule.forProcess(database),
          ObservabilityModule,
          MessagingModule.forProcess(messaging),
          ResponseModule,
        ],
      },
      { config: readHttpConfig({}), logger: false, issuer },
    );
    if (before === undefined) delete process.env.FENGHUO_RULES_DIR;
    else process.env.FENGHUO_RULES_DIR = before;
    const [server] = connectConsumers(app);
    await app.startAllMicroservices();
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new ResponseInTest(database, app, issuer, () => server!.lag(), drop);
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
    await eventually(async () => (await this.database.query('select 1 from response.parked')).length === 0);
  }

  waitFor(condition: () => Promise<boolean>): Promise<unknown> {
    return eventually(condition);
  }

  /** What has gone out since the last time it was asked. */
  async events(): Promise<OutgoingEvent[]> {
    await eventually(async () => (await this.database.query('select 1 from response.outbox')).length === 0);
    const rows = await this.database.query<OutgoingEvent & { position: string }>(
      `select position, type, key, headers->>'ce_mode' as mode, headers->>'ce_emergencyid' as "emergencyId",
         payload as data from bus.log where position > $1 and topic like 'response.%' order by position`,
      [this.seen],
    );
    this.seen = rows.at(-1)?.position ?? this.seen;
    return rows.map(({ position: _, ...event }) => event);
  }

  /** What we send comes round to ourselves: this waits until all of that has been handled too. */
  async settled(): Promise<OutgoingEvent[]> {
    const all: OutgoingEvent[] = [];
    for (;;) {
      const events = await this.events();
      await eventually(async () => (await this.lag()) === 0);
      all.push(...events);
      if (events.length === 0) return all;
    }
  }

  /** Of an emergency, oldest first. */
  audit(subject: string): Promise<{ action: string; actor: string | null; reason: string | null; mode: string }[]> {
    return this.database.query(
      `select action, actor_id as actor, reason, mode from response.audit_log where subject = $1 order by seq`,
      [subject],
    );
  }

  async post(path: string, body: object, by: Person, key: string = randomUUID()): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(by)}`, 'idempotency-key': key };
    return this.app.inject({ method: 'POST', url: `/api/response/emergencies${path}`, headers, payload: body });
  }

  async get(path: string, by: Person = person('duty-officer')): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(by)}` };
    return this.app.inject({ url: `/api/response/emergencies${path}`, headers });
  }

  async getPlans(): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(person('duty-officer'))}` };
    return this.app.inject({ url: '/api/response/plans', headers });
  }

  /** So many persons are relocated; the plans have looked at it. @returns what went out. */
  async relocate(emergencyId: string, count: number, mode: Mode = 'actual'): Promise<OutgoingEvent[]> {
    await this.handle(...relocated(emergencyId, count, mode));
    return this.settled();
  }

  /** The proposal of an emergency that was made last. */
  async lastProposal(emergencyId: string): Promise<{ id: string; contentHash: string; level: string; state: string }> {
    const [last] = (await this.get(`/${emergencyId}/level-proposals`)).json().items;
    return last;
  }

  endorse(
    emergencyId: string,
    { id, contentHash }: { id: string; contentHash: string },
    by: Person = person('duty-officer'),
  ): Promise<LightMyRequestResponse> {
    return this.post(`/${emergencyId}/level-proposals/${id}/endorse`, { contentHash, reason: '情况属实' }, by);
  }

  decide(
    emergencyId: string,
    { id, contentHash }: { id: string; contentHash: string },
    approve: boolean,
    by: Person = person('commander'),
  ): Promise<LightMyRequestResponse> {
    const body = { approve, contentHash, reason: '达到启动条件' };
    return this.post(`/${emergencyId}/level-proposals/${id}/decide`, body, by);
  }

  /** The last proposal is endorsed and approved; what went out of it is forgotten. @returns the activation. */
  async activate(emergencyId: string): Promise<string> {
    const proposal = await this.lastProposal(emergencyId);
    await this.endorse(emergencyId, proposal);
    const { activationId } = (await this.decide(emergencyId, proposal, true)).json();
    await this.settled();
    return activationId as string;
  }

  /** A warning arrives and opens an emergency; what went out of it is forgotten. */
  async openEmergency(
    change: Partial<Warning> = {},
    mode: Mode = 'actual',
  ): Promise<{ emergencyId: string; warningId: string }> {
    const event = warningIssued(change, mode);
    await this.handle(event);
    const [row] = await this.database.query<{ id: string }>(
      `select emergency_id as id from response.attachments where warning_id = $1 and how = 'opened'`,
      [event.warningId],
    );
    await this.settled();
    return { emergencyId: row!.id, warningId: event.warningId };
  }

  /** While `work` runs, nothing can be written to the table. */
  async without(table: 'outbox' | 'audit_log', work: () => Promise<void>): Promise<void> {
    await this.database.query(`
      create or replace function response.refuses() returns trigger language plpgsql
        as $$ begin raise exception 'no row may be written now'; end $$;
      create trigger refuses before insert on response.${table} for each statement execute function response.refuses()`);
    try {
      await work();
    } finally {
      await this.database.query(`drop trigger refuses on response.${table}`);
    }
  }

  /** Emergencies, warnings and proposals as rows, to be compared. */
  async state(): Promise<unknown> {
    const tables = [
      'emergencies',
      'warnings',
      'attachments',
      'closing_proposals',
      'reported_persons',
      'declared_facts',
      'level_proposals',
      'activations',
    ];
    return Promise.all(
      tables.map((table) => this.database.query(`select t::text from response.${table} t order by 1`)),
    );
  }

  async clear(): Promise<void> {
    await this.settled();
    await this.database.query(
      `truncate response.emergencies, response.warnings, response.attachments, response.closing_proposals,
         response.reported_persons, response.cancelled_orders, response.declared_facts, response.level_proposals,
         response.activations`,
    );
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.drop();
  }
}
