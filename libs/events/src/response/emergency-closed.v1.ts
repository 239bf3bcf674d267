import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** The emergency is over. */
export const EmergencyClosedV1 = defineEvent({
  type: 'response.emergency-closed.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '灾害过程已结束。', en: 'An emergency was closed.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    proposalId: id.describe('The proposal that was approved'),
    closedAt: instant.describe('When'),
    closedBy: actor.describe('Who approved it; never who proposed it'),
    reason: z.string().max(2000).describe('The words of the person'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      proposalId: '0198f7a0-0000-7000-8000-000000000011',
      closedAt: '2021-10-10T00:10:00Z',
      closedBy: { accountId: '0198f7a0-0000-7000-8000-000000000021', name: '指挥长乙' },
      reason: '同意',
    },
  ],
});
