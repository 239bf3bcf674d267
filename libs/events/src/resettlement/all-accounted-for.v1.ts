import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** No household of an evacuation is left to move: each has moved, refused, or was absent or unreached. */
export const AllAccountedForV1 = defineEvent({
  type: 'resettlement.all-accounted-for.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: { 'zh-CN': '转移对象已全部核实。', en: 'Every household of an evacuation is accounted for.' },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    movedHouseholds: z.int().min(0).describe('Households that moved'),
    notMovedHouseholds: z.int().min(0).describe('Households that refused, were absent or unreached'),
    accountedAt: instant.describe('When'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      movedHouseholds: 6,
      notMovedHouseholds: 1,
      accountedAt: '2021-10-04T02:00:00Z',
    },
  ],
});
