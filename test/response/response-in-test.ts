import type { LightMyRequestResponse } from 'fastify';
import {
  EvacuationCancelledV1,
  HouseholdMovedV1,
  HouseholdRelocatedV1,
  MovementCorrectedV1,
  RelocationEndedV1,
  WarningCancelledV1,
  WarningExpiredV1,
  WarningIssuedV1,
  type EventData,
} from '@libs/events';
import { newId, type Mode } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { RESPONSE_SCHEMA } from '../../apps/response/src/persistence/schema';
import { ResponseModule } from '../../apps/response/src/response.module';
import { person, sent, type Person, type SentEvent } from '../service/service-events';
import { runInTest, ServiceInTest, type OutgoingEvent } from '../service/service-in-test';

export { person, type Person, type SentEvent } from '../service/service-events';
export type { OutgoingEvent } from '../service/service-in-test';

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

const TABLES = [
  'emergencies',
  'warnings',
  'attachments',
  'closing_proposals',
  'reported_persons',
  'declared_facts',
  'level_proposals',
  'activations',
];

/** Response on a database of its own: events come and go over the in-process log, persons over HTTP. */
export class ResponseInTest extends ServiceInTest {
  /** @param rulesDir other rule data than the delivered ones. */
  static async start({ rulesDir }: { rulesDir?: string } = {}): Promise<ResponseInTest> {
    const before = process.env.FENGHUO_RULES_DIR;
    if (rulesDir) process.env.FENGHUO_RULES_DIR = rulesDir;
    try {
      const prefix = '/api/response/emergencies';
      const service = { name: 'response', module: ResponseModule, schema: RESPONSE_SCHEMA, tables: TABLES, prefix };
      return new ResponseInTest(await runInTest(service));
    } finally {
      if (before === undefined) delete process.env.FENGHUO_RULES_DIR;
      else process.env.FENGHUO_RULES_DIR = before;
    }
  }

  waitFor(condition: () => Promise<boolean>): Promise<unknown> {
    return eventually(condition);
  }

  /** What we send comes round to ourselves: this waits until all of that has been handled too. */
  async settled(): Promise<OutgoingEvent[]> {
    const all: OutgoingEvent[] = [];
    for (;;) {
      const events = await this.events();
      await this.caughtUp();
      all.push(...events);
      if (events.length === 0) return all;
    }
  }

  getPlans(): Promise<LightMyRequestResponse> {
    return this.get('/plans', person('duty-officer'), '/api/response');
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

  override async clear(): Promise<void> {
    await this.settled();
    await this.database.query('truncate response.cancelled_orders');
    await super.clear();
  }
}
