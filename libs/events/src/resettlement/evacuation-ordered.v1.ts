import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** An evacuation was approved by a second person; its list of households is frozen. */
export const EvacuationOrderedV1 = defineEvent({
  type: 'resettlement.evacuation-ordered.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: { 'zh-CN': '转移命令已下达。', en: 'An evacuation was ordered.' },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    zoneIds: z.array(id).max(2000).describe('Danger zones and points that are evacuated'),
    householdCount: z.int().min(0).describe('Households on the frozen list'),
    personCount: z.int().min(0).describe('Persons on the frozen list'),
    orderedAt: instant.describe('When'),
    orderedBy: actor.describe('Who approved it'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      zoneIds: ['0198f7a0-0000-7000-8000-000000000201'],
      householdCount: 7,
      personCount: 25,
      orderedAt: '2021-10-04T02:00:00Z',
      orderedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '同意',
    },
  ],
});
