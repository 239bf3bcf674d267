import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { Mode } from '@libs/kernel';
import { DispatchModule } from '../../apps/dispatch/src/dispatch.module';
import { DISPATCH_SCHEMA } from '../../apps/dispatch/src/persistence/schema';
import { runInTest, ServiceInTest, told } from '../service/service-in-test';
import { emergencyOpened, machineChanged, person, teamChanged } from './dispatch-events';

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
export class DispatchInTest extends ServiceInTest {
  static async start(): Promise<DispatchInTest> {
    const service = { name: 'dispatch', module: DispatchModule, schema: DISPATCH_SCHEMA, tables: TABLES };
    return new DispatchInTest(await runInTest(service));
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
}

export { told as statusAndCode };
