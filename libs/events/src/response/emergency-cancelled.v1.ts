import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** An emergency was cancelled: opened in error, or an exercise that is aborted. In an exercise its open orders, missions and stays end with it. */
export const EmergencyCancelledV1 = defineEvent({
  type: 'response.emergency-cancelled.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '灾害过程已撤销。', en: 'An emergency was cancelled.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    cancelledAt: instant.describe('When'),
    cancelledBy: actor.describe('Who cancelled it'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      cancelledAt: '2021-10-04T02:00:00Z',
      cancelledBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '演练中止',
    },
  ],
});
