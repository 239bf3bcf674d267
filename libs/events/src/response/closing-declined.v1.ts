import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** The authorised person said no: the emergency stays open. */
export const ClosingDeclinedV1 = defineEvent({
  type: 'response.closing-declined.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '结束建议未获批准,灾害过程继续。', en: 'Closing was declined; the emergency stays open.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    proposalId: id.describe('The proposal'),
    decidedAt: instant.describe('When'),
    decidedBy: actor,
    reason: z.string().max(2000).describe('The words of the person'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      proposalId: '0198f7a0-0000-7000-8000-000000000011',
      decidedAt: '2021-10-10T00:10:00Z',
      decidedBy: { accountId: '0198f7a0-0000-7000-8000-000000000021', name: '指挥长乙' },
      reason: '仍有道路中断',
    },
  ],
});
