import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A proposed level was declined by a person. */
export const LevelProposalDeclinedV1 = defineEvent({
  type: 'response.level-proposal-declined.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '响应建议未获批准。', en: 'A proposed level was declined.' },
  schema: z.object({
    proposalId: id.describe('The proposal'),
    emergencyId: id.describe('The emergency'),
    declinedAt: instant.describe('When'),
    declinedBy: actor.describe('Who declined it'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      proposalId: '0198f7a0-0000-7000-8000-000000000321',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      declinedAt: '2021-10-04T02:00:00Z',
      declinedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '继续观察',
    },
  ],
});
