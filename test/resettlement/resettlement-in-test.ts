import type { LightMyRequestResponse } from 'fastify';
import { HouseholdChangedV1, ShelterChangedV1, ZoneChangedV1, type EventData } from '@libs/events';
import { newId, type Mode } from '@libs/kernel';
import { RESETTLEMENT_SCHEMA } from '../../apps/resettlement/src/persistence/schema';
import { ResettlementModule } from '../../apps/resettlement/src/resettlement.module';
import * as events from '../service/service-events';
import { emergencyOpened, person, sent, type SentEvent } from '../service/service-events';
import { runInTest, ServiceInTest } from '../service/service-in-test';

export * from '../service/service-events';
export { told, type OutgoingEvent } from '../service/service-in-test';

export const emergencyCancelled = (emergencyId: string, mode: Mode = 'exercise'): SentEvent =>
  events.emergencyCancelled(emergencyId, mode);
export const zoneChanged = (change: Partial<EventData<typeof ZoneChangedV1>>): SentEvent =>
  sent(ZoneChangedV1, { ...ZoneChangedV1.examples[0]!, divisionCode: '621023100', withdrawn: false, ...change });
export const shelterChanged = (change: Partial<EventData<typeof ShelterChangedV1>>): SentEvent =>
  sent(ShelterChangedV1, { ...ShelterChangedV1.examples[0]!, divisionCode: '621023100', withdrawn: false, ...change });
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
/** What a person answers of a sheet. */
export interface Row {
  row: number;
  id?: string;
  refused?: { code: string; detail: string };
}
export const rowsOf = (answer: LightMyRequestResponse): Row[] => (answer.json() as { results: Row[] }).results;
export const codesOf = (answer: LightMyRequestResponse): (string | undefined)[] =>
  rowsOf(answer).map(({ refused }) => refused?.code);

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
export class ResettlementInTest extends ServiceInTest {
  static async start(): Promise<ResettlementInTest> {
    const service = { name: 'resettlement', module: ResettlementModule, schema: RESETTLEMENT_SCHEMA, tables: TABLES };
    return new ResettlementInTest(await runInTest(service));
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
}
