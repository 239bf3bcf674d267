import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { resettlementPlacement } from '../topics';

/** A placement has ended: the household went home or elsewhere, or it had been recorded in error. */
export const RelocationEndedV1 = defineEvent({
  type: 'resettlement.relocation-ended.v1',
  topic: resettlementPlacement,
  key: (data) => data.placementId,
  sentence: { 'zh-CN': '转移安置已结束。', en: 'A placement has ended.' },
  schema: z.object({
    placementId: id.describe('The placement: one household placed once'),
    emergencyId: id.describe('The emergency'),
    householdId: id.describe('The household'),
    how: z
      .enum(['home', 'elsewhere', 'recorded-in-error'])
      .describe('recorded-in-error: its persons do not count as relocated any more'),
    endedAt: instant.describe('When'),
    endedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      placementId: '0198f7a0-0000-7000-8000-000000000521',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      householdId: '0198f7a0-0000-7000-8000-000000000211',
      how: 'home',
      endedAt: '2021-10-04T02:00:00Z',
      endedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '积水已退',
    },
  ],
});
