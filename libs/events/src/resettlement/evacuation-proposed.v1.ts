import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { resettlementOrder } from '../topics';

/** An evacuation (紧急避险转移) was proposed; another person approves it. */
export const EvacuationProposedV1 = defineEvent({
  type: 'resettlement.evacuation-proposed.v1',
  topic: resettlementOrder,
  key: (data) => data.orderId,
  sentence: { 'zh-CN': '已提出转移建议。', en: 'An evacuation was proposed.' },
  schema: z.object({
    orderId: id.describe('The evacuation order'),
    emergencyId: id.describe('The emergency'),
    zoneIds: z.array(id).max(2000).describe('Danger zones and points that are evacuated'),
    divisionCodes: z.array(divisionCode).max(2000).describe('Divisions of the zones'),
    householdCount: z.int().min(0).describe('Households in the zones when it was proposed'),
    personCount: z.int().min(0).describe('Persons of these households'),
    warningId: id.optional().describe('Warning that it follows'),
    proposedAt: instant.describe('When'),
    proposedBy: actor.describe('Who proposed it'),
    reason: z.string().max(1000).describe('In the words of the person'),
    contentHash: z.string().max(64).describe('Hash of the content; an approval binds to it'),
  }),
  examples: [
    {
      orderId: '0198f7a0-0000-7000-8000-000000000501',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      zoneIds: ['0198f7a0-0000-7000-8000-000000000201'],
      divisionCodes: ['621023100'],
      householdCount: 7,
      personCount: 25,
      proposedAt: '2021-10-04T02:00:00Z',
      proposedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '河水上涨',
      contentHash: 'b5bb9d80',
    },
  ],
});
