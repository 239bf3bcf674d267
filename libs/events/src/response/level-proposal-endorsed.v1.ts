import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A duty officer has looked at a proposed level and puts it before those who decide. */
export const LevelProposalEndorsedV1 = defineEvent({
  type: 'response.level-proposal-endorsed.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '值班员已核签响应建议。', en: 'A proposed level was endorsed.' },
  schema: z.object({
    proposalId: id.describe('The proposal'),
    emergencyId: id.describe('The emergency'),
    endorsedAt: instant.describe('When'),
    endorsedBy: actor.describe('Who endorsed it'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      proposalId: '0198f7a0-0000-7000-8000-000000000321',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      endorsedAt: '2021-10-04T02:00:00Z',
      endorsedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '数据属实',
    },
  ],
});
