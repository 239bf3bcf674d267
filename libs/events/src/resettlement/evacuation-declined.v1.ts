import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** A proposed evacuation was declined. */
export const EvacuationDeclinedV1 = defineEvent({
  type: 'resettlement.evacuation-declined.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: { 'zh-CN': '转移建议未获批准。', en: 'A proposed evacuation was declined.' },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    declinedAt: instant.describe('When'),
    declinedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      declinedAt: '2021-10-04T02:00:00Z',
      declinedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '已核实',
    },
  ],
});
