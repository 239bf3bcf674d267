import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** A warning belongs to an emergency from now on. */
export const WarningAttachedV1 = defineEvent({
  type: 'response.warning-attached.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '预警已并入灾害过程。', en: 'A warning was attached to an emergency.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    warningId: id.describe('The warning'),
    how: z
      .enum(['opened', 'hazard-and-place', 'reference', 'person'])
      .describe('It opened the emergency; met hazard and place; refers to an attached one; or a person attached it'),
    attachedAt: instant.describe('When'),
    attachedBy: actor,
    reason: z.string().max(2000).describe('The rule, or the words of the person'),
    divisionCodes: z.array(divisionCode).describe('Divisions of the emergency after this'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      warningId: '0198f7a0-0000-7000-8000-000000000001',
      how: 'opened',
      attachedAt: '2021-10-03T00:00:02Z',
      attachedBy: { name: 'emergency-opening.flood' },
      reason: 'emergency-opening.flood 2026-11',
      divisionCodes: ['621023'],
    },
  ],
});
