import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A person has declared a fact that the plans speak of and no counter counts. */
export const FactDeclaredV1 = defineEvent({
  type: 'response.fact-declared.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '已填报情况。', en: 'A fact was declared.' },
  schema: z.object({
    factId: id.describe('The declared fact'),
    emergencyId: id.describe('The emergency'),
    metric: z.string().max(64).describe('What is declared, as the rule data name it, for example days-without-rain'),
    unit: z.string().max(32).describe('Unit of the value'),
    value: z.number().describe('The value'),
    divisionCode: divisionCode.describe('Where it holds'),
    happenedAt: instant.optional().describe('When it was so, where that is not now'),
    document: z.string().max(500).optional().describe('Paper that says so'),
    declaredAt: instant.describe('When it was declared'),
    declaredBy: actor.describe('Who declared it'),
  }),
  examples: [
    {
      factId: '0198f7a0-0000-7000-8000-000000000301',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      metric: 'days-without-rain',
      unit: 'days',
      value: 95,
      divisionCode: '621022',
      declaredAt: '2021-10-04T02:00:00Z',
      declaredBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
