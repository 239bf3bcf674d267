import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** The return of the households was authorised. */
export const ReturnAuthorisedV1 = defineEvent({
  type: 'resettlement.return-authorised.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: { 'zh-CN': '已批准群众返回。', en: 'The return of the households was authorised.' },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    authorisedAt: instant.describe('When'),
    authorisedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      authorisedAt: '2021-10-04T02:00:00Z',
      authorisedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '已核实',
    },
  ],
});
