import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { createHttpApplication, readHttpConfig } from '@libs/http';
import type { Mode } from '@libs/kernel';
import { connectConsumers, eventLogSchema, MessagingModule, readMessagingConfig } from '@libs/messaging';
import { ObservabilityModule } from '@libs/observability';
import { Database, migrate, PersistenceModule } from '@libs/persistence';
import { createTestDatabase, eventually, TestIssuer } from '@libs/testing';
import { DispatchModule } from '../../apps/dispatch/src/dispatch.module';
import { DISPATCH_SCHEMA } from '../../apps/dispatch/src/persistence/schema';
import { emergencyOpened, machineChanged, person, teamChanged, type Person, type SentEvent } from './dispatch-events';

/** An event as it lies in the log. */
export interface OutgoingEvent {
  type: string;
  key: string;
  mode: string;
  emergencyId: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events of every type
  data: any;
}

/** How far a mission has come, and the steps that lead there. */
const STEPS = {
  requested: [],
  accepted: ['accept'],
  declined: ['decline'],
  departed: ['accept', 'depart'],
  arrived: ['accept', 'depart', 'arrive'],
  released: ['accept', 'depart', 'arrive', 'release'],
  cancelled: ['cancel'],
} as const;
export type MissionState = keyof typeof STEPS;
const REASONED = new Set(['decline', 'release', 'cancel']);

export interface MissionInTest {
  emergencyId: string;
  teamId: string;
  missionId: string;
}

const TABLES = ['emergencies', 'teams', 'machines', 'ledgers', 'incidents', 'missions', 'machine_trips'];

/** Dispatch on a database of its own: events come and go over the in-process log, persons over HTTP. */
export class DispatchInTest {
  private seen = '0';

  private constructor(
    readonly database: Database,
    private readonly app: Awaited<ReturnType<typeof createHttpApplication>>,
    private readonly issuer: TestIssuer,
    private readonly lag: () => Promise<number>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(): Promise<DispatchInTest> {
    const { url, drop } = await createTestDatabase();
    await migrate(url, [eventLogSchema, DISPATCH_SCHEMA]);
    const database = await Database.open({ url });
    const issuer = await TestIssuer.start();
    const messaging = { ...readMessagingConfig({}), suspectWindowMs: 0, pollMs: 20 };
    const app = await createHttpApplication(
      {
        module: class DispatchOfTest {},
        imports: [
          PersistenceModule.forProcess(database),
          ObservabilityModule,
          MessagingModule.forProcess(messaging),
          DispatchModule,
        ],
      },
      { config: readHttpConfig({}), logger: false, issuer },
    );
    const servers = connectConsumers(app);
    await app.startAllMicroservices();
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const lag = async () => (await Promise.all(servers.map((server) => server.lag()))).reduce((sum, one) => sum + one);
    return new DispatchInTest(database, app, issuer, lag, drop);
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
    await eventually(async () => (await this.parked()) === 0);
  }

  /** How many messages wait to be tried again. */
  async parked(): Promise<number> {
    return (await this.database.query('select 1 from dispatch.parked')).length;
  }

  /** What has gone out since the last time it was asked. */
  async events(): Promise<OutgoingEvent[]> {
    await eventually(async () => (await this.database.query('select 1 from dispatch.outbox')).length === 0);
    const rows = await this.database.query<OutgoingEvent & { position: string }>(
      `select position, type, key, headers->>'ce_mode' as mode, headers->>'ce_emergencyid' as "emergencyId",
         payload as data from bus.log where position > $1 and topic like 'dispatch.%' order by position`,
      [this.seen],
    );
    this.seen = rows.at(-1)?.position ?? this.seen;
    return rows.map(({ position: _, ...event }) => event);
  }

  /** Of a record, oldest first. */
  audit(subject: string): Promise<{ action: string; actor: string | null; reason: string | null; mode: string }[]> {
    return this.database.query(
      `select action, actor_id as actor, reason, mode from dispatch.audit_log where subject = $1 order by seq`,
      [subject],
    );
  }

  async post(path: string, body: object, by: Person, key: string = randomUUID()): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(by)}`, 'idempotency-key': key };
    return this.app.inject({ method: 'POST', url: `/api/dispatch${path}`, headers, payload: body });
  }

  async get(path: string, by: Person = person('duty-officer')): Promise<LightMyRequestResponse> {
    const headers = { authorization: `Bearer ${await this.issuer.token(by)}` };
    return this.app.inject({ url: `/api/dispatch${path}`, headers });
  }

  async openEmergency(mode: Mode = 'actual'): Promise<string> {
    const emergencyId = randomUUID();
    await this.handle(emergencyOpened(emergencyId, mode));
    return emergencyId;
  }

  async knowTeam(change: Parameters<typeof teamChanged>[0] = {}): Promise<string> {
    const { teamId, ...event } = teamChanged(change);
    await this.handle(event);
    return teamId;
  }

  async knowMachine(change: Parameters<typeof machineChanged>[0] = {}): Promise<string> {
    const { machineId, ...event } = machineChanged(change);
    await this.handle(event);
    return machineId;
  }

  /** An incident in 621025; what went out is forgotten. */
  async reportIncident(emergencyId: string): Promise<string> {
    const report = { emergencyId, kind: 'collapse', name: '塌方', description: '路基塌方', divisionCode: '621025' };
    const answer = await this.post('/incidents', report, person('duty-officer'));
    await this.events();
    return (answer.json() as { incidentId: string }).incidentId;
  }

  /** A mission in 621025 that has come so far; what went out is forgotten. */
  async mission(state: MissionState = 'requested', given: Partial<MissionInTest> = {}): Promise<MissionInTest> {
    const emergencyId = given.emergencyId ?? randomUUID();
    const teamId = given.teamId ?? randomUUID();
    const needed = [
      ...(given.emergencyId ? [] : [emergencyOpened(emergencyId)]),
      ...(given.teamId ? [] : [teamChanged({ teamId })]),
    ];
    if (needed.length > 0) await this.handle(...needed);
    const request = { emergencyId, teamId, task: '疏通桥涵', divisionCode: '621025' };
    const { missionId } = (await this.post('/missions', request, person('dispatcher'))).json() as MissionInTest;
    for (const step of STEPS[state]) {
      const answer = await this.step(missionId, step);
      if (answer.statusCode !== 204) throw new Error(`${step}: ${answer.body}`);
    }
    await this.events();
    return { emergencyId, teamId, missionId };
  }

  /** A mission in each of the states, all of one emergency; what went out is forgotten. */
  async missions(
    states: readonly MissionState[],
    mode: Mode = 'actual',
  ): Promise<(MissionInTest & { state: MissionState })[]> {
    const emergencyId = randomUUID();
    const teams = states.map(() => teamChanged());
    await this.handle(emergencyOpened(emergencyId, mode), ...teams);
    const missions = [];
    for (const [i, state] of states.entries())
      missions.push({ state, ...(await this.mission(state, { emergencyId, teamId: teams[i]!.teamId })) });
    return missions;
  }

  /** One step of a mission, by a dispatcher unless it is told otherwise. */
  step(missionId: string, step: string, by = person('dispatcher'), body?: object): Promise<LightMyRequestResponse> {
    const given = body ?? (REASONED.has(step) ? { reason: '按现场情况' } : {});
    return this.post(`/missions/${missionId}/${step}`, given, by);
  }

  async stateOf(missionId: string): Promise<MissionState> {
    return ((await this.get(`/missions/${missionId}`)).json() as { state: MissionState }).state;
  }

  /** While `work` runs, nothing can be written to the table. */
  async without(table: 'outbox' | 'audit_log', work: () => Promise<void>): Promise<void> {
    await this.database.query(`
      create or replace function dispatch.refuses() returns trigger language plpgsql
        as $$ begin raise exception 'no row may be written now'; end $$;
      create trigger refuses before insert on dispatch.${table} for each statement execute function dispatch.refuses()`);
    try {
      await work();
    } finally {
      await this.database.query(`drop trigger refuses on dispatch.${table}`);
    }
  }

  /** All rows that are dispatch's own, to be compared. */
  async state(): Promise<unknown> {
    return Promise.all(
      TABLES.map((table) => this.database.query(`select t::text from dispatch.${table} t order by 1`)),
    );
  }

  async clear(): Promise<void> {
    await this.database.query(`truncate ${TABLES.map((table) => `dispatch.${table}`).join(', ')}`);
    await this.events();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.drop();
  }
}

/** Status and code of each answer, to be compared with what was expected. */
export const statusAndCode = (answer: LightMyRequestResponse): [number, string] => [
  answer.statusCode,
  (answer.json() as { code: string }).code,
];
