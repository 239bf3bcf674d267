import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant, localText } from '../fields';
import { responseEmergency } from '../topics';

/** A disaster process (灾害过程) has begun; everything that follows from it carries its id. */
export const EmergencyOpenedV1 = defineEvent({
  type: 'response.emergency-opened.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '灾害过程已开启。', en: 'An emergency was opened.' },
  schema: z.object({
    emergencyId: id.describe('The emergency'),
    hazard: z.string().describe('Hazard family of the rule data, for example flood'),
    title: localText.describe('Title for people: hazard, place and month'),
    divisionCodes: z.array(divisionCode).describe('Divisions concerned so far'),
    openedAt: instant.describe('When it was opened'),
    openedBy: actor,
    reason: z.string().max(2000).describe('The rule with its version, or the words of the person'),
    draftRule: z.boolean().describe('True when the rule that opened it is a draft without confirmed source'),
  }),
  examples: [
    {
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      hazard: 'flood',
      title: { 'zh-CN': '华池县洪涝灾害过程', en: 'Flood, Huachi county' },
      divisionCodes: ['621023'],
      openedAt: '2021-10-03T00:00:02Z',
      openedBy: { name: 'emergency-opening.flood' },
      reason: 'emergency-opening.flood 2026-11',
      draftRule: true,
    },
  ],
});
