import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** An evacuation was cancelled; nobody counts as evacuated under it any more. */
export const EvacuationCancelledV1 = defineEvent({
  type: 'resettlement.evacuation-cancelled.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: {
    'zh-CN': '转移命令已取消。',
    en: 'An evacuation was cancelled; nobody counts as evacuated under it any more.',
  },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    cancelledAt: instant.describe('When'),
    cancelledBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      cancelledAt: '2021-10-04T02:00:00Z',
      cancelledBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '已核实',
    },
  ],
});
