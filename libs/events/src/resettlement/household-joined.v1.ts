import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** A household that was not on the frozen list has joined an evacuation. */
export const HouseholdJoinedV1 = defineEvent({
  type: 'resettlement.household-joined.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: { 'zh-CN': '新增住户已纳入转移。', en: 'A household joined an evacuation after its list was frozen.' },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    personCount: z.int().min(0).describe('Its persons'),
    joinedAt: instant.describe('When'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      personCount: 4,
      joinedAt: '2021-10-04T02:00:00Z',
      reason: '台账新增',
    },
  ],
});
