import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** An evacuation has ended: every household was accounted for and has returned. */
export const EvacuationEndedV1 = defineEvent({
  type: 'resettlement.evacuation-ended.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: {
    'zh-CN': '转移命令已结束。',
    en: 'An evacuation has ended: every household was accounted for and has returned.',
  },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    endedAt: instant.describe('When'),
    endedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      endedAt: '2021-10-04T02:00:00Z',
      endedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '已核实',
    },
  ],
});
