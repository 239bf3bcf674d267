import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A person proposes to close an emergency; another, authorised one decides. */
export const ClosingProposedV1 = defineEvent({
  type: 'response.closing-proposed.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '已建议结束灾害过程,待另一有权人员决定。', en: 'Closing an emergency was proposed.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    proposalId: id.describe('The proposal'),
    proposedAt: instant.describe('When'),
    proposedBy: actor,
    reason: z.string().max(2000).describe('The words of the person'),
    contentHash: z.string().describe('SHA-256 (hex) of what is to be approved; a decision names it'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      proposalId: '0198f7a0-0000-7000-8000-000000000011',
      proposedAt: '2021-10-10T00:00:00Z',
      proposedBy: { accountId: '0198f7a0-0000-7000-8000-000000000020', name: '值班员甲' },
      reason: '降雨结束,险情全部处置',
      contentHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  ],
});
