import { z } from 'zod';
import { defineEvent } from '../define-event';
import { divisionCode, id, instant, localText } from '../fields';
import { responseEmergency } from '../topics';

/** The rule data propose a response level (响应等级); a duty officer endorses, another, authorised person decides. */
export const LevelProposedV1 = defineEvent({
  type: 'response.level-proposed.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '规则建议启动应急响应。', en: 'A response level was proposed by a rule.' },
  schema: z.object({
    proposalId: id.describe('The proposal'),
    emergencyId: id.describe('The emergency'),
    plan: z.string().max(64).describe('Id of the plan in the rule data'),
    planName: localText.describe('Name of the plan'),
    planVersion: z.string().max(32).describe('Version of the rule file'),
    rule: z.string().max(64).describe('Id of the row that was crossed'),
    level: z.enum(['I', 'II', 'III', 'IV']).describe('Proposed level, I is the highest'),
    divisionCode: divisionCode.describe('Division that the plan is of'),
    figures: z
      .array(
        z.object({
          metric: z.string().describe('What is counted or declared, as the rule data name it'),
          unit: z.string().describe('Unit of the value, for example persons'),
          value: z.number().describe('The value when it was proposed'),
          op: z.enum(['>=', '<']).describe('How the value is compared'),
          threshold: z.number().describe('The number of the rule'),
          eventIds: z.array(id).max(5000).describe('Ids of the events that were counted'),
        }),
      )
      .describe('The figures that crossed the row of the rule'),
    evidence: z
      .enum(['V', 'S', 'GK'])
      .describe('How sure the rule is: V read in its source, S in a secondary one, GK general knowledge or invented'),
    draft: z
      .boolean()
      .describe('True when the rule is a draft that nobody has confirmed: whoever shows the proposal says so'),
    supersedes: id.optional().describe('Lower open proposal that this one takes the place of'),
    proposedAt: instant.describe('When'),
    contentHash: z.string().max(64).describe('Hash of the content; an endorsement and a decision bind to it'),
  }),
  examples: [
    {
      proposalId: '0198f7a0-0000-7000-8000-000000000321',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      plan: 'relief-demonstration',
      planName: { 'zh-CN': '救助应急预案(演示)', en: 'Relief plan (demonstration)' },
      planVersion: '2026-11',
      rule: 'relocated-2',
      level: 'II',
      divisionCode: '621000',
      figures: [
        {
          metric: 'relocated-persons',
          unit: 'persons',
          value: 2010,
          op: '>=',
          threshold: 2000,
          eventIds: ['0198f7a0-0000-7000-8000-000000000311'],
        },
      ],
      evidence: 'GK',
      draft: true,
      proposedAt: '2021-10-04T02:00:00Z',
      contentHash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
    },
  ],
});
